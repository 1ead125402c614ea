"""From the front page to a unit's columns: by mouse, by keys, on a phone, and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


@pytest.mark.parametrize("script", [True, False])
def test_a_unit_is_chosen_in_the_switch_and_its_column_read(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.goto("/guide/")
    page.locator(".unit-switch > summary").click()
    page.locator(".unit-switch").get_by_role("link", name="涂岭镇", exact=True).click()
    page.wait_for_url("**/units/QZ-QG-TL/guide/")
    page.get_by_role("navigation", name="本单位栏目").get_by_role("link", name="法定主动公开内容").click()
    page.locator(".tiles a").first.click()
    expect(page.locator(".listing tbody tr").first).to_be_visible()


def test_the_switch_is_filtered_by_typing_and_closed_by_escape(open_page: Open) -> None:
    page = open_page()
    page.goto("/units/")
    summary = page.locator(".unit-switch > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("峰尾")
    links = page.locator(".unit-switch section a:visible")
    expect(links).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(links).to_be_focused()
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(summary).to_be_focused()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_menus_open_without_script_too(open_page: Open, script: bool) -> None:
    page = open_page(390, script=script)
    page.goto("/units/QZ-QG-TL/")
    main = page.get_by_role("navigation", name="主栏目")
    expect(main).to_be_hidden()
    page.get_by_role("link", name="菜单", exact=True).click()
    expect(main).to_be_visible()
    main.get_by_role("link", name="收起菜单").click()
    expect(main).to_be_hidden()
    columns = page.get_by_role("navigation", name="本单位栏目")
    expect(columns).to_be_hidden()
    page.locator(".folded > summary").click()
    columns.get_by_role("link", name="依申请公开").click()
    page.wait_for_url("**/units/QZ-QG-TL/request/")


def test_the_request_entry_is_one_step_from_the_front_page(open_page: Open) -> None:
    page = open_page(script=False)
    page.goto("/")
    page.get_by_role("link", name="怎样提出申请").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("依申请公开")
    page.locator("main").get_by_role("link", name="涂岭镇").click()
    page.wait_for_url("**/units/QZ-QG-TL/request/")
