"""One record's whole way in the browser, by the keys: draft, signing, public page, revision, withdrawal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.test_drafting import OFFICE, PASTE
from tests.browser.test_reviewing import desk, staffed  # noqa: F401  the same town serves all three

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
TITLE = "关于开展夏季防溺水巡查的通知"
HIDDEN, AUTHOR = "领导还没有同意的话", "内部作者一"


def a_draft_file(folder: Path) -> Path:
    """A Word file with a comment, a tracked insertion and the name of its author."""
    document = Document()
    document.core_properties.author = AUTHOR
    paragraph = document.add_paragraph("巡查点位表")
    document.add_comment(paragraph.runs, text=HIDDEN, author=AUTHOR, initials="内")
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "7")
    inserted.set(qn("w:author"), AUTHOR)
    inserted.append(document.add_paragraph("水库一处").runs[0]._r)
    paragraph._p.append(inserted)
    file = folder / "巡查点位表.docx"
    document.save(str(file))
    return file


def press(target: Locator, key: str = "Enter") -> None:
    """What one does without a mouse: come to it, press."""
    target.focus()
    target.press(key)


def typed(target: Locator, words: str) -> None:
    """Come to a field and write."""
    target.focus()
    target.press("Control+a")
    target.press_sequentially(words)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def drafted(page: Page, file: Path) -> str:
    """The clerk writes, pastes, adds a file, withholds without a ground, is told so, mends and sends: the address."""
    page.goto("/desk/records/new/")
    typed(page.get_by_label("标题", exact=True), TITLE)
    page.get_by_label("成文日期").fill("2026-11-02")
    press(page.get_by_label("其他文件和信息"), "Space")
    page.get_by_label("法定公开事项").select_option(index=1)
    page.get_by_label("索引类别").select_option("0105")
    page.locator(".ProseMirror").focus()
    page.evaluate(PASTE, OFFICE + "<p>联系人手机号码13950012345。</p>")
    page.get_by_label("选择文件").set_input_files(file)
    press(page.get_by_label("不予公开"), "Space")
    press(button(page, "保存并提交审核"))
    expect(page).to_have_title(re.compile("^有误："))
    expect(page.locator(".field.bad .error").first).to_contain_text("依据")
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.locator("input[name=file-name]")).to_have_value("巡查点位表.docx")
    expect(page.locator(".ProseMirror h2")).to_have_text("一、总则")
    press(page.get_by_label("主动公开", exact=False).first, "Space")
    press(button(page, "保存并提交审核"))
    expect(page.locator(".toast")).to_have_text("已提交审核。")
    return page.url


def reviewed(page: Page, address: str, sent_back: str = "") -> None:
    """Somebody of the chain opens the record, judges what is open and decides."""
    page.goto(f"{address}review/")
    while page.locator("[data-open]").count():
        card = page.locator("[data-open]").first
        left = page.locator("[data-open]").count()
        typed(card.get_by_label("保留的理由"), "随文公布的联系方式。")
        press(card.get_by_role("button", name="可以保留"))
        expect(page.locator("[data-open]")).to_have_count(left - 1)
    if sent_back:
        typed(page.locator("#reason"), sent_back)
    press(button(page, "退回修改") if sent_back else page.locator("[data-pass]"))
    page.wait_for_url("**/desk/reviews/")


def through(desk: Desk, address: str) -> None:  # noqa: F811
    """All steps of the chain, each by the one whose step it is."""
    for who in ("secrecy-reviewer", "disclosure-office", "deputy-leader", "disclosure-office"):
        page = desk(f"tuling-{who}")
        reviewed(page, address)
        page.context.close()


def test_a_record_goes_to_the_public_and_back_by_the_keys(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    clerk = desk("tuling-clerk")
    address = drafted(clerk, a_draft_file(tmp_path))
    clerk.goto(f"{address}review/")
    expect(clerk.locator("#why")).to_contain_text("相应职责")
    expect(clerk.locator("[data-pass]")).to_be_disabled()

    secrecy = desk("tuling-secrecy-reviewer")
    secrecy.goto(f"{address}review/")
    expect(secrecy.locator("#files")).to_contain_text("批注")
    reviewed(secrecy, address, "标题请写明地点。")
    stale = desk("tuling-clerk")
    stale.goto(f"{address}edit/")
    clerk.goto(f"{address}edit/")
    typed(clerk.get_by_label("标题", exact=True), f"涂岭镇{TITLE}")
    press(button(clerk, "保存并提交审核"))
    expect(clerk.locator(".toast")).to_have_text("已提交审核。")
    typed(stale.get_by_label("标题", exact=True), "另一窗口的标题")
    press(button(stale, "保存草稿"))
    expect(stale.locator(".note.stop, .note.care").first).to_be_visible()
    clerk.goto(f"{address}compare/")
    expect(clerk.locator("ins", has_text="涂岭镇").first).to_be_visible()

    through(desk, address)
    publisher = desk("tuling-publisher")
    publisher.goto(f"{address}publish/")
    press(button(publisher, "发布"))
    publisher.wait_for_url("**/desk/publishing/")
    publisher.goto(address)
    press(publisher.get_by_role("link", name="查看公开页面").last)
    expect(publisher.get_by_role("heading", level=1)).to_have_text(f"涂岭镇{TITLE}")
    public = publisher.url
    assert found_by_axe(publisher) == []
    assert publisher.locator("main [style], main script, main [onclick]").count() == 0
    with publisher.expect_download() as taken:
        press(publisher.get_by_role("link", name="巡查点位表"))
    inside = Path(taken.value.path()).read_bytes()
    assert inside.startswith(b"PK")
    words = Document(str(taken.value.path()))
    assert words.core_properties.author != AUTHOR
    assert list(words.comments) == []

    clerk.goto(f"{address}edit/")
    typed(clerk.get_by_label("内容概述"), "更正巡查时间。")
    press(button(clerk, "保存并提交审核"))
    expect(clerk.locator(".toast")).to_have_text("已提交审核。")
    publisher.goto(public)
    expect(publisher.locator("main")).not_to_contain_text("更正巡查时间")
    through(desk, address)
    publisher.goto(f"{address}publish/")
    typed(publisher.get_by_label("改动说明").first, "更正巡查时间")
    press(button(publisher, "发布"))
    publisher.wait_for_url("**/desk/publishing/")
    publisher.goto(public)
    expect(publisher.locator("section", has_text="修订记录")).to_contain_text("更正巡查时间")

    publisher.goto(f"{address}withdraw/")
    typed(publisher.get_by_label("撤回原因"), "点位有误，更正后重新公开。")
    press(button(publisher, "撤回"))
    publisher.wait_for_url("**/desk/publishing/")
    answer = publisher.goto(public)
    assert answer is not None and answer.status == 410
    expect(publisher.locator("main")).to_contain_text("点位有误")
    expect(publisher.locator("main")).not_to_contain_text("第一条")
