"""Library, search, browsing and the record's page in a real browser: keys, no script, phones, paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def a_record(page: Page) -> str:
    """The address of a record that repeals another."""
    page.goto("/library/?q=保洁&validity=in_force")
    return page.locator(".result h3 a").first.get_attribute("href") or ""


def test_words_are_offered_and_taken_by_the_keys(open_page: Open) -> None:
    page = open_page()
    page.goto("/library/")
    field = page.get_by_role("combobox", name="检索词")
    field.press_sequentially("保洁")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_value(options.first.text_content() or "-")
    field.press("Escape")
    expect(field).to_have_value("保洁")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/library/?q=*")
    assert page.locator(".result").count() == 2


def test_the_library_works_without_script_by_the_keys(open_page: Open) -> None:
    page = open_page(390, script=False)
    page.goto("/library/")
    page.get_by_label("机关代字").fill("泉港政")
    page.get_by_label("年份", exact=True).fill("2026")
    page.get_by_label("顺序号").fill("2")
    page.get_by_label("顺序号").press("Enter")
    assert page.locator(".result h3").count() == 1
    page.locator("summary", has_text="筛选").press("Enter")
    page.get_by_label("行政规范性文件").check()
    page.get_by_role("button", name="应用筛选").press("Enter")
    assert page.locator(".chosen a.tag").count() == 2
    page.locator(".chosen a.tag").first.press("Enter")
    assert page.locator(".chosen a.tag").count() == 1


def test_the_filters_stand_open_beside_the_list_on_a_wide_screen(open_page: Open) -> None:
    page = open_page(1280)
    page.goto("/library/")
    assert page.get_by_label("行政规范性文件").is_visible()
    page = open_page(390)
    page.goto("/library/")
    assert not page.get_by_label("行政规范性文件").is_visible()


def test_on_paper_the_record_keeps_its_address_and_its_code(open_page: Open) -> None:
    page = open_page()
    address = a_record(page)
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator(".scan img").is_visible()
    assert page.locator("p.print-only", has_text=address).is_visible()
    assert not page.get_by_role("button", name="打印").is_visible()
    assert not page.get_by_role("link", name="下载本件数据（JSON）").is_visible()


def test_the_code_that_is_scanned_is_drawn(open_page: Open) -> None:
    page = open_page()
    page.goto(a_record(page))
    assert page.locator(".scan img").evaluate("one => one.complete && one.naturalWidth > 0")
