"""The ledger at work in a browser: an import from the upload to its result, a round, the counts; axe at both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.records.tests.ledger_files import a_row, a_sheet
from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A town with two linked documents, drafts, and three withheld records due for a round.
SEED = """
from datetime import date, timedelta
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
kind = {"document_kind": "normative_document", "category": "policy_documents"}
old = making.a_published(unit, title="旧办法", doc_number="涂政〔2026〕1号", **kind)
new = making.a_published(unit, title="新办法", doc_number="涂政〔2026〕2号", **kind)
add_link(new.pk, other_id=old.pk, kind="replaces", on=date(2026, 3, 5), actor=staff["publisher"], now=now)
for at in range(3, 26):
    making.a_draft(unit, title=f"第{at}号通知", doc_number=f"涂政〔2026〕{at}号", category="budget")
held = {"mark": "not_disclosed", "ground": "internal_affairs", "mark_reason": "人事材料"}
for at in range(1, 4):
    making.an_approved(unit, title=f"第{at}号名册", doc_number="", ground_details={"kind": "personnel"}, **held)
until = now.date() + timedelta(days=900)
open_adjustment_round(unit, name="第一轮评估", until=until, due_on=until, actor=staff["clerk"], now=now)
"""
PAGES = (
    "ledger/", "ledger/?late=1&category=budget", "ledger/?q=没有这件", "statistics/", "imports/", "adjustment/",
    "adjustment/1/", "links/2/?find=旧办法",
)  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town."""
    with served(tmp_path_factory.mktemp("town"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    """The ledger of the town's clerk, signed in."""
    with visits(browser, town, "/desk/ledger/") as make:
        yield partial(make, "tuling-clerk")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits_its_width(desk: Callable[..., Page], width: int) -> None:
    page = desk(width)
    for place in PAGES:
        page.goto(f"/desk/{place}")
        assert found_by_axe(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place


def test_a_ledger_is_imported_by_the_worker_while_the_page_looks_on(desk: Callable[..., Page]) -> None:
    page = desk()
    page.goto("/desk/imports/")
    rows = [a_row(at, category="便民" if at == 2 else "政策文件") for at in range(1, 4)]
    page.locator("#file").set_input_files(
        {"name": "旧台账.xlsx", "mimeType": "application/octet-stream", "buffer": a_sheet(rows)}
    )
    page.get_by_role("button", name="上传并识别").click()
    page.get_by_role("button", name="检查各行").click()
    expect(page.get_by_role("heading", name="不认识的写法")).to_be_visible()
    page.get_by_label("“便民”对应").select_option(label="其他")
    page.get_by_role("button", name="按所选重新检查").click()
    page.get_by_role("button", name="导入 3 行").click()
    expect(page.locator(".tag", has_text="已完成")).to_be_visible(timeout=60_000)
    page.goto("/desk/ledger/?state=historic")
    expect(page.get_by_text("找到 3 件")).to_be_visible()


def test_a_round_is_decided_without_script(desk: Callable[..., Page]) -> None:
    page = desk(script=False)
    page.goto("/desk/adjustment/1/")
    for title in ("第1号名册", "第2号名册"):
        page.get_by_label(title).check()
    page.get_by_label("维持").check()
    page.get_by_label("理由").fill("情势没有变化。")
    page.get_by_role("button", name="记录决定").click()
    expect(page.get_by_text("已决定 2 件，共 3 件")).to_be_visible()


def test_a_figure_opens_its_list_and_the_file_comes(desk: Callable[..., Page]) -> None:
    page = desk()
    page.goto("/desk/statistics/?year=2026")
    page.locator("section", has=page.get_by_role("heading", name="按分类")).get_by_role("link", name="2").first.click()
    expect(page.get_by_text("找到 2 件")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出台账").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
