"""The ledger at work in a browser: an import from the upload to its result, a round, the counts; axe at both widths."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from gongkai.records.tests.ledger_files import a_row, a_sheet
from tests.browser.conftest import COMMAND, _wait_for, free_port
from tests.browser.test_accessibility import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "Qz-Gongkai-26"
# A town with two linked documents, drafts, and three withheld records due for a round.
SEED = """
import os
import django
django.setup()
from datetime import date, timedelta
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.kit import clock
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.open_adjustment_round import open_adjustment_round
from gongkai.records.tests import making
from gongkai.units.models import Agency
from gongkai.units.passwords import set_password
unit = Agency.objects.create(
    code="tuling", name="泉港区涂岭镇人民政府", short="涂岭镇", level="town", index_code="QZ04101"
)
for person in making.people(unit).values():
    set_password(person, os.environ["DESK_PASSWORD"], must_change=False, now=clock.now())
now, staff = clock.now(), making.actors(unit)
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
    home = tmp_path_factory.mktemp("town")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    around = kept | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    around["DESK_PASSWORD"] = PASSWORD
    subprocess.run([sys.executable, "-c", SEED], env=around, check=True, capture_output=True, timeout=300)
    port = free_port()
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=around, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


def clerk(browser: Browser, town: str, made: list[BrowserContext], width: int = 1280, *, script: bool = True) -> Page:
    """A page of the town's clerk, signed in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=town)
    context.set_default_timeout(15_000)
    made.append(context)
    page = context.new_page()
    page.goto("/account/login/?next=/desk/ledger/")
    page.locator("input[name=login]").fill("tuling-clerk")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/ledger/")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible_and_fits_its_width(
    browser: Browser, town: str, contexts: list[BrowserContext], width: int
) -> None:
    page = clerk(browser, town, contexts, width)
    for place in PAGES:
        page.goto(f"/desk/{place}")
        assert found_by_axe(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place


def test_a_ledger_is_imported_by_the_worker_while_the_page_looks_on(
    browser: Browser, town: str, contexts: list[BrowserContext]
) -> None:
    page = clerk(browser, town, contexts)
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


def test_a_round_is_decided_without_script(browser: Browser, town: str, contexts: list[BrowserContext]) -> None:
    page = clerk(browser, town, contexts, script=False)
    page.goto("/desk/adjustment/1/")
    for title in ("第1号名册", "第2号名册"):
        page.get_by_label(title).check()
    page.get_by_label("维持").check()
    page.get_by_label("理由").fill("情势没有变化。")
    page.get_by_role("button", name="记录决定").click()
    expect(page.get_by_text("已决定 2 件，共 3 件")).to_be_visible()


def test_a_figure_opens_its_list_and_the_file_comes(
    browser: Browser, town: str, contexts: list[BrowserContext]
) -> None:
    page = clerk(browser, town, contexts)
    page.goto("/desk/statistics/?year=2026")
    page.locator("section", has=page.get_by_role("heading", name="按分类")).get_by_role("link", name="2").first.click()
    expect(page.get_by_text("找到 2 件")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="导出台账").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
