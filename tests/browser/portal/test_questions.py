"""A citizen's questions, each answered from the front page by the keyboard alone, with and without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portal.conftest import District
from tests.browser.portal.keys import follow, skip, to, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
both_ways = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
REVISED = "泉港区公共场所保洁管理办法（2026年修订）（示例）"
ORIGINAL = "泉港区公共场所保洁管理办法（示例）"


def front(open_page: Open, script: bool, **more: int) -> Page:
    """The front page, the focus at its very beginning."""
    page = open_page(script=script, **more)
    page.goto("/")
    return page


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@both_ways
@pytest.mark.parametrize("typed", ["泉港政[2026]2号", "泉港政【2026】２号", "泉港政（2026）2号"])
def test_what_does_the_document_with_this_number_say(open_page: Open, script: bool, typed: str) -> None:
    page = front(open_page, script)
    write(page, "检索政府信息", typed)
    with page.expect_navigation(url="**/records/**"):
        page.keyboard.press("Enter")
    heading(page, REVISED)
    expect(page.locator(".doc")).to_contain_text("公共场所实行保洁责任区制度")


@both_ways
def test_is_there_anything_about_drinking_water(open_page: Open, script: bool) -> None:
    page = front(open_page, script)
    write(page, "检索政府信息", "饮水")
    with page.expect_navigation(url="**/search/**"):
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("“饮水”共 21 件")
    expect(page.locator(".result mark").first).to_have_text("饮水")
    skip(page)
    follow(page, "下一页")
    expect(page.locator(".result")).to_have_count(1)
    found = page.locator(".result h3 a").inner_text()
    skip(page)
    follow(page, found)
    heading(page, found)


@both_ways
def test_which_rules_in_force_did_the_town_make_this_year_and_what_if_i_ask_for_less(
    open_page: Open, script: bool
) -> None:
    page = front(open_page, script)
    follow(page, "政策文件库")
    skip(page)
    for box in ("现行有效", "行政规范性文件", "泉州市泉港区涂岭镇人民政府"):
        # The count beside the word belongs to the name that is spoken.
        name = page.locator("label.opt", has_text=box).inner_text().replace("\n", "").strip()
        if box == "现行有效":
            to(page, "不限")
            page.keyboard.press("ArrowDown")
            expect(page.get_by_role("radio", name=box)).to_be_checked()
        else:
            to(page, name)
            page.keyboard.press("Space")
    follow(page, "应用筛选")
    expect(page.get_by_role("status")).to_have_text("共 21 件")
    expect(page.locator(".chosen a.tag")).to_have_count(3)
    page.go_back()
    expect(page.get_by_role("status")).not_to_have_text("共 21 件")
    page.go_forward()
    skip(page)
    taken = page.locator(".chosen a.tag", has_text="涂岭镇").inner_text()
    follow(page, re.sub(r"\s+", " ", page.locator(".chosen a.tag", has_text="涂岭镇").text_content() or taken).strip())
    expect(page.locator(".chosen a.tag")).to_have_count(2)
    expect(page.get_by_role("status")).to_have_text("共 22 件")


@both_ways
def test_whom_in_my_town_do_i_ask_and_how(open_page: Open, script: bool) -> None:
    page = front(open_page, script)
    skip(page)
    follow(page, "涂岭镇")
    heading(page, "泉州市泉港区涂岭镇人民政府")
    skip(page)
    follow(page, "政府信息公开指南")
    expect(page.locator("main")).to_contain_text("联系电话")
    expect(page.locator("main")).to_contain_text("0595-00000025")
    skip(page)
    follow(page, "依申请公开")
    expect(page.locator("main")).to_contain_text("受理机构")
    expect(page.locator("main")).to_contain_text("第二十九条")


@both_ways
def test_is_this_rule_still_valid_and_what_stands_in_its_place(
    open_page: Open, district: District, script: bool
) -> None:
    page = front(open_page, script)
    write(page, "检索政府信息", "泉港政〔2026〕1号")
    with page.expect_navigation(url="**/records/**"):
        page.keyboard.press("Enter")
    heading(page, ORIGINAL)
    expect(page.locator("article .tag").first).to_have_text("已废止")
    skip(page)
    follow(page, f"被{REVISED}（泉港政〔2026〕2号）废止")
    assert page.url == district.address + district.record("repealing")
    expect(page.locator("article .tag").first).to_have_text("现行有效")
    expect(page.get_by_role("img", name="本页网址的二维码")).to_be_visible()


@both_ways
def test_may_i_take_the_annexed_table_and_a_paper_copy_home(open_page: Open, district: District, script: bool) -> None:
    page = open_page(script=script)
    page.goto(district.record("attached"))
    skip(page)
    if script:
        page.evaluate("window.print = () => { document.documentElement.dataset.printed = 'yes' }")
        to(page, "打印")
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("data-printed", "yes")
    else:
        expect(page.get_by_role("button", name="打印")).to_have_count(0)
    to(page, "防汛抗旱任务分工表")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "防汛抗旱任务分工表.docx"
    assert Path(taken.value.path()).read_bytes().startswith(b"PK\x03\x04")


@both_ways
def test_how_many_requests_came_last_year(open_page: Open, script: bool) -> None:
    page = front(open_page, script)
    follow(page, "公开年报")
    skip(page)
    follow(page, "泉港区 2025 年度")
    heading(page, "泉港区2025年度政府信息公开工作年度报告")
    skip(page)
    to(page, "本年新收政府信息公开申请数量56件")
    page.keyboard.press("Enter")
    cell = page.locator("td:target")
    expect(cell).to_be_in_viewport()
    expect(cell).to_contain_text("56")


@both_ways
def test_what_must_they_publish_about_special_funds_and_did_they(open_page: Open, script: bool) -> None:
    page = front(open_page, script)
    follow(page, "主动公开事项目录")
    skip(page)
    follow(page, "泉州市泉港区人民政府办公室")
    skip(page)
    follow(page, "专项资金分配（示例）")
    expect(page.locator("main")).to_contain_text("公开时限")
    record = page.locator("main section", has_text="已公开的信息").get_by_role("link").first.inner_text()
    skip(page)
    follow(page, record)
    heading(page, record)


@both_ways
def test_where_can_somebody_without_a_computer_read_it(open_page: Open, script: bool) -> None:
    page = front(open_page, script)
    skip(page)
    follow(page, "全部查阅点")
    place = page.locator(".place", has_text="行政服务中心")
    expect(place).to_contain_text("地址")
    expect(place).to_contain_text("开放时间")
    expect(place).to_contain_text("无障碍设施和帮助")


@both_ways
def test_can_i_be_told_when_my_town_publishes_something(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.goto("/units/QZ-QG-TL/")
    feed = page.locator('link[type="application/atom+xml"]').first.get_attribute("href") or ""
    assert feed.endswith("/feeds/QZ-QG-TL.atom.xml")
    to(page, "涂岭镇（RSS）")
    assert page.evaluate("document.activeElement.href").endswith("/feeds/QZ-QG-TL.rss.xml")
    answer = page.request.get(page.evaluate("document.activeElement.href"))
    assert answer.ok and "饮水工程管护办法（第21部分）" in answer.text()


@both_ways
def test_where_did_the_page_i_kept_go(open_page: Open, district: District, script: bool) -> None:
    page = open_page(script=script)
    answer = page.goto(district.record("withdrawn"))
    assert answer is not None and answer.status == 410
    expect(page.locator("main")).to_contain_text("撤回")
    expect(page.locator("main")).to_contain_text(district.records["withdrawn"])
    skip(page)
    to(page, page.locator("main a").first.inner_text())


def test_a_number_nobody_used_is_said_so_with_a_way_on(open_page: Open) -> None:
    page = front(open_page, False)
    write(page, "检索政府信息", "泉港政〔1999〕999号")
    with page.expect_navigation(url="**/search/**"):
        page.keyboard.press("Enter")
    expect(page.locator(".empty")).to_contain_text("没有")
    assert page.locator(".empty a").count() >= 1
