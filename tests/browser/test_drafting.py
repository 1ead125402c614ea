"""A drafter at work: writing, pasting, keeping, saving, sending; by keys, without script, on a phone, under axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.test_reviewing import desk, staffed  # noqa: F401  the same town serves both

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
CLERK = "tuling-clerk"
OFFICE = (
    "<html><head><style>p{margin:0}</style></head><body><h1 style='color:red'>一、总则</h1>"
    "<p class=MsoNormal style='text-indent:32pt'>　　第一条　内容<o:p></o:p></p>"
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>（一）</span>甲项</p>"
    "<table><tr><td colspan=2>合并</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>"
)
PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "");
  const target = document.querySelector(".ProseMirror");
  target.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def fill(page: Page, title: str) -> None:
    page.goto("/desk/records/new/")
    page.get_by_label("标题", exact=True).fill(title)
    page.get_by_label("成文日期").fill("2026-11-02")
    page.get_by_label("其他文件和信息").check()
    page.get_by_label("主动公开", exact=False).first.check()
    page.get_by_label("法定公开事项").select_option(index=1)
    page.get_by_label("索引类别").select_option("0105")


def test_a_pasted_text_is_saved_in_its_one_form_and_sent(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    fill(page, "关于粘贴的通知")
    page.locator(".ProseMirror").click()
    page.evaluate(PASTE, OFFICE)
    expect(page.locator(".ProseMirror h2")).to_have_text("一、总则")
    page.get_by_role("button", name="保存并提交审核").click()
    expect(page.locator(".toast")).to_have_text("已提交审核。")
    text = page.locator(".sheet .doc")
    expect(text.locator("h2")).to_have_text("一、总则")
    expect(text.locator("p").nth(1)).to_have_text("（一）甲项")
    expect(text.locator("td[colspan='2']")).to_have_text("合并")


def test_the_bar_of_the_editor_works_by_keys(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    page.goto("/desk/records/new/")
    bar = page.get_by_role("toolbar", name="正文格式")
    bar.get_by_role("button", name="标题", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="加粗")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.type("粗字")
    expect(page.locator(".ProseMirror strong")).to_have_text("粗字")
    expect(bar.get_by_role("button", name="加粗")).to_have_attribute("aria-pressed", "true")


def test_what_was_typed_is_there_again_after_the_window_was_closed(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    page.goto("/desk/records/new/")
    page.get_by_label("标题", exact=True).fill("没有写完的通知")
    with page.expect_response("**/keep/"):
        page.evaluate("Object.defineProperty(document, 'hidden', {value: true});"
                      "document.dispatchEvent(new Event('visibilitychange'))")  # fmt: skip
    expect(page.locator("[data-kept]")).to_contain_text("已暂存")
    again = desk(CLERK)
    again.goto("/desk/records/new/")
    again.get_by_role("link", name="恢复暂存内容").click()
    expect(again.get_by_label("标题", exact=True)).to_have_value("没有写完的通知")


def test_only_what_the_mark_asks_for_is_shown(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    page.goto("/desk/records/new/")
    expect(page.get_by_label("定性理由")).to_be_hidden()
    page.get_by_label("不予公开").check()
    expect(page.get_by_label("定性理由")).to_be_visible()
    page.get_by_label("属于国家秘密").check()
    expect(page.get_by_text("正文和附件不得录入本系统")).to_be_visible()


def test_a_day_without_script(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK, script=False)
    fill(page, "没有脚本的通知")
    page.get_by_role("textbox", name="正文").fill("<p>各村：</p><p>照办。</p>")
    expect(page.get_by_label("定性理由")).to_be_visible()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".sheet .doc p")).to_have_count(2)
    page.get_by_role("link", name="作废").click()
    page.get_by_label("作废理由").fill("重复起草")
    page.get_by_role("button", name="作废").click()
    expect(page.get_by_text("已作废").first).to_be_visible()


def test_keys_lead_through_the_day(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    fill(page, "关于按键的通知")
    page.get_by_role("button", name="保存草稿").click()
    page.goto("/desk/")
    page.keyboard.press("j")
    expect(page.locator(".tasks .what a").first).to_be_focused()
    page.keyboard.press("n")
    page.wait_for_url("**/desk/records/new/")
    page.get_by_label("标题", exact=True).press_sequentially("ng?")
    expect(page.get_by_label("标题", exact=True)).to_have_value("ng?")
    page.goto("/desk/keys/")
    page.keyboard.press("g")
    page.keyboard.press("l")
    page.wait_for_url("**/desk/ledger/**")


def test_the_dialog_begins_on_cancel_and_gives_the_focus_back(desk: Desk) -> None:  # noqa: F811
    page = desk(CLERK)
    fill(page, "关于对话框的通知")
    page.get_by_role("button", name="保存草稿").click()
    opener = page.get_by_role("link", name="作废")
    opener.click()
    expect(page.get_by_role("button", name="取消")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("address", ["/desk/", "/desk/records/", "/desk/records/new/", "/desk/records/1/",
                                     "/desk/records/1/edit/", "/desk/records/bring/", "/desk/records/1/recall/",
                                     "/desk/keys/", "/desk/messages/", "/desk/records/999/"])  # fmt: skip
def test_axe_finds_nothing_and_nothing_scrolls_sideways(desk: Desk, address: str) -> None:  # noqa: F811
    for width, modes in ((1280, {}), (390, {"contrast": "more"}), (320, {"size": "large"})):
        page = desk(CLERK, width, modes=modes)
        page.goto(address)
        assert found_by_axe(page) == [], f"{width} {modes}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
