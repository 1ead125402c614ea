"""Paper, and the ways of showing: what is printed, large type, high contrast, forced colours, less motion."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.browser.portal.conftest import District
from tests.browser.portal.keys import follow, skip, to, write
from tests.browser.portal.samples import CLASS, TOWN

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
# What leads on the screen and says nothing on paper.
NOT_ON_PAPER = ("政策文件库", "使用帮助", "长辈版", "应用筛选", "打印", "复制网址", "下一页")


def paper(page: Page, address: str) -> list[str]:
    """The text of each sheet that a printer would give, without the spaces that setting puts between letters."""
    page.goto(address)
    sheets = PdfDocument(page.pdf(format="A4"))
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]


def test_a_printed_record_says_what_it_is_and_where_it_came_from(open_page: Open, district: District) -> None:
    sheets = paper(open_page(), district.record("attached"))
    text = "".join(sheets)
    for words in ("关于做好2026年防汛抗旱工作的通知", "泉港政办〔2026〕21号", district.records["attached"], "发布20"):
        assert words in text, words
    assert district.address + district.record("attached") in text
    assert "三、值班值守" in text and "防汛抗旱任务分工表" in text
    assert [words for words in NOT_ON_PAPER if words in text] == []
    assert len(sheets) <= 2


def test_a_printed_guide_is_whole(open_page: Open, district: District) -> None:
    text = "".join(paper(open_page(), f"{TOWN}/guide/"))
    assert "泉州市泉港区涂岭镇人民政府政府信息公开指南" in text
    assert "0595-00000025" in text and f"{district.address}{TOWN}/guide/" in text
    assert [words for words in NOT_ON_PAPER if words in text] == []


def test_a_printed_list_has_its_heads_on_every_sheet_and_no_form(open_page: Open) -> None:
    sheets = paper(open_page(), f"{TOWN}/contents/{CLASS}/")
    assert len(sheets) > 1
    assert all("名称、文号、索引号" in sheet for sheet in sheets if "涂政〔2026〕" in sheet)
    found = "".join(paper(open_page(), "/library/?q=保洁&validity=repealed"))
    assert "泉港政〔2026〕1号" in found and "已废止" in found
    assert [words for words in ("机关代字", "应用筛选", "全部主题") if words in found] == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_old_reader_finds_a_rule_in_large_type(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.goto("/")
    follow(page, "长辈版")
    write(page, "检索政府信息", "泉港政〔2026〕2号")
    with page.expect_navigation(url="**/records/**"):
        page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    body = page.locator(".doc p").first
    assert float(str(body.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))) >= 20
    text, aside = page.locator("article").bounding_box(), page.locator("main aside").bounding_box()
    assert text is not None and aside is not None and aside["y"] >= text["y"] + text["height"], "one column"
    to(page, "长辈版（已开启，点击关闭）", back=True)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("html")).not_to_have_attribute("data-size", "large")
    expect(page.get_by_role("heading", level=1)).to_contain_text("保洁管理办法")


def test_high_contrast_is_black_on_white_by_the_link_and_by_the_system(open_page: Open, district: District) -> None:
    page = open_page()
    page.goto(district.record("repealing"))
    ink = "getComputedStyle(document.querySelector('.doc p')).color"
    usual = page.evaluate(ink)
    page.emulate_media(contrast="more")
    assert page.evaluate(ink) == "rgb(0, 0, 0)" != usual
    page.emulate_media(contrast="no-preference")
    assert page.evaluate(ink) == usual
    to(page, "高对比度")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate(ink) == "rgb(0, 0, 0)"


def test_forced_colours_keep_the_edges_of_buttons_and_the_focus(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(forced_colors="active")
    page.goto("/library/")
    button = page.get_by_role("button", name="检索", exact=True)
    assert button.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    skip(page)
    page.keyboard.press("Tab")
    outline = page.evaluate(
        "[...['outlineStyle', 'outlineWidth']].map(of => getComputedStyle(document.activeElement)[of])"
    )
    assert outline == ["solid", "3px"]


def test_nothing_moves_for_those_who_want_it_still(open_page: Open) -> None:
    page = open_page()
    asked = """() => [...document.querySelectorAll("body, body *")].filter(one => {
        const style = getComputedStyle(one), times = `${style.transitionDuration}, ${style.animationDuration}`;
        return times.split(", ").some(time => parseFloat(time) > 0.01) || style.scrollBehavior === "smooth";
    }).map(one => one.outerHTML.slice(0, 80))"""
    for address in ("/", "/library/", f"{TOWN}/"):
        page.emulate_media(reduced_motion="reduce")
        page.goto(address)
        assert page.evaluate(asked) == [], address
