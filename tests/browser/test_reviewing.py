"""A reviewer at work: from the list through the findings to the verdict, with and without script, at both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
# Five submitted records with two findings each, one sent back and changed since, two waiting for the leader.
SEED = """
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
phones = "<p>一、经办人手机号码13950012345。</p><p>二、另一经办人手机号码13950054321。</p>"
for at in range(1, 6):
    making.a_submitted(unit, now=now, title=f"第{at}号防汛通知", doc_number=f"涂政〔2026〕{at}号", body=phones)
back = making.a_submitted(unit, now=now, title="防火通知", doc_number="涂政〔2026〕10号")
back = return_record(back.pk, back.edition, back.content.hash, "请补写。", actor=staff["secrecy_reviewer"], now=now)
said = making.a_said(title="防火通知", doc_number="涂政〔2026〕10号", body="<p>各村民委员会：</p><p>春季风大物燥。</p>")
back = change_record(back.pk, back.edition, said, actor=staff["clerk"], now=now)
submit_record(back.pk, back.edition, actor=staff["clerk"], now=now)
for at in (20, 21):
    sent = making.a_submitted(unit, now=now, title=f"第{at}号公告", doc_number=f"涂政〔2026〕{at}号")
    making.passed_on(sent, until="leader_sign", now=now)
"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town with its people and records."""
    with served(tmp_path_factory.mktemp("staffed"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, staffed: str) -> Iterator[Desk]:
    """A page of somebody who signed in; an error in the console fails the test."""
    with visits(browser, staffed, "/desk/reviews/") as make:
        yield make


def open_review(page: Page, title: str) -> None:
    page.goto("/desk/reviews/")
    page.locator("tr", has_text=title).get_by_role("link", name="审查").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement?.id ?? ''"))


def test_the_focus_goes_from_finding_to_finding_to_the_verdict(desk: Desk) -> None:
    page = desk("tuling-secrecy-reviewer")
    open_review(page, "第1号防汛通知")
    passing = page.get_by_role("button", name="通过审查")
    expect(passing).to_be_disabled()
    expect(page.locator("#why")).to_contain_text("还有 2 处没有处理")
    page.locator("#reason").fill("前后一致。")
    page.locator("#c-2").get_by_label("保留的理由").fill("先写下的理由")
    page.locator("#c-1").get_by_label("保留的理由").fill("值班手机，已在公开指南公布。")
    page.locator("#c-1").get_by_role("button", name="可以保留").click()
    expect(page.locator("#c-2")).to_be_focused()
    expect(page.locator("#m-1")).to_have_class("hit stop done")
    expect(page.locator("#c-2").get_by_label("保留的理由")).to_have_value("先写下的理由")
    page.locator("#c-2").get_by_label("保留的理由").fill("")
    page.locator("#c-2").get_by_role("button", name="可以保留").click()
    expect(page.locator("#refused")).to_be_focused()
    expect(page.locator("#refused")).to_contain_text("须写明理由")
    page.get_by_role("link", name="回到第 2 处").click()
    expect(page.locator("#c-2")).to_be_focused()
    page.locator("#c-2").get_by_label("保留的理由").fill("值班手机，已在公开指南公布。")
    page.locator("#c-2").get_by_role("button", name="可以保留").click()
    expect(page.locator("#decision-h")).to_be_focused()
    expect(page.locator("#reason")).to_have_value("前后一致。")
    expect(passing).to_be_enabled()
    passing.click()
    page.wait_for_url("**/desk/reviews/")
    expect(page.get_by_role("status").filter(has_text="第1号防汛通知")).to_be_visible()


def test_without_script_every_finding_is_handled_by_plain_forms(desk: Desk) -> None:
    page = desk("tuling-secrecy-reviewer", script=False)
    open_review(page, "第2号防汛通知")
    page.locator("#c-1").get_by_role("button", name="须修改").click()
    page.wait_for_url("**/review/#c-2")
    page.locator("#c-2").get_by_role("button", name="须修改").click()
    page.wait_for_url("**/review/#decision")
    expect(page.get_by_role("button", name="通过审查")).to_be_disabled()
    expect(page.locator("#why")).to_contain_text("有 2 处已认定须修改")
    page.locator("#reason").fill("两处手机号码请改为办公电话。")
    page.get_by_role("button", name="退回修改").click()
    page.wait_for_url("**/desk/reviews/")
    page.get_by_role("link", name="我退回的").click()
    expect(page.locator("tr", has_text="第2号防汛通知")).to_contain_text("两处手机号码请改为办公电话。")


def test_keys_lead_to_places_and_never_while_typing(desk: Desk) -> None:
    page = desk("tuling-secrecy-reviewer")
    open_review(page, "第3号防汛通知")
    page.keyboard.press("f")
    assert focused(page) == "c-1"
    page.keyboard.press("f")
    assert focused(page) == "c-2"
    page.keyboard.press("a")
    assert focused(page) == "c-1"
    page.keyboard.press("r")
    assert focused(page) == "reason"
    page.keyboard.type("far")
    expect(page.locator("#reason")).to_have_value("far")
    assert focused(page) == "reason"


def test_what_changed_since_the_last_review_is_one_link_away(desk: Desk) -> None:
    page = desk("tuling-secrecy-reviewer")
    expect(page.locator("tr", has_text="防火通知")).to_contain_text("上次审阅后有改动")
    open_review(page, "防火通知")
    page.get_by_role("link", name="与上次审阅的一稿比较").click()
    expect(page.get_by_text("第 1 稿到第 2 稿")).to_be_visible()
    assert page.locator(".compare ins").count() >= 1 and page.locator(".compare del").count() >= 1
    page.keyboard.press("c")
    assert focused(page).startswith("d-")


def test_several_are_passed_after_one_look_at_their_titles(desk: Desk) -> None:
    page = desk("tuling-deputy-leader")
    page.get_by_label("全选可成批通过的").check()
    page.get_by_role("button", name="成批通过选中的").click()
    expect(page.get_by_role("heading", name="通过这 2 件？")).to_be_visible()
    page.get_by_role("button", name="通过这 2 件").click()
    expect(page.get_by_role("heading", name="通过 2 件，共 2 件")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "modes"), [(1280, {}), (390, {"contrast": "more"}), (390, {"size": "large"}), (320, {})]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, width: int, modes: dict[str, str]) -> None:
    page = desk("tuling-secrecy-reviewer", width, modes=modes)
    open_review(page, "第4号防汛通知")
    there = [page.url, f"{page.url.removesuffix('review/')}compare/", "/desk/reviews/", "/desk/reviews/?list=done"]
    for address in (*there, "/desk/reviews/questions/", "/desk/reviews/joint/", "/desk/chain/", "/desk/phrases/"):
        page.goto(address)
        assert found_by_axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_paper_has_the_text_without_the_tools(desk: Desk) -> None:
    page = desk("tuling-secrecy-reviewer")
    open_review(page, "第5号防汛通知")
    page.emulate_media(media="print")
    expect(page.locator(".doc")).to_be_visible()
    for hidden in (".top", ".side", "#decision", "#findings form >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()
