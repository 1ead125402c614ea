"""A publisher at work: the queue, one by one and many at once, a time, a withdrawal; the public page after each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
PUBLISHER = "tuling-publisher"
# Signed records: some ready, one late, one held back by an embargo, one with an attachment already public.
SEED = """
from datetime import timedelta
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.tests.publishing_race import an_attachment
day = (now - timedelta(days=1)).date().isoformat()
def signed(title, formed_on=day, **more):
    return making.an_approved(unit, now=now, title=title, doc_number="", formed_on=formed_on, **more)
public = signed("农村公路养护办法", files=[an_attachment(1)])
publish_record(public.pk, actor=making.actor(making.people(unit)["publisher"], now.date()), now=now)
for at in range(1, 6):
    signed(f"第{at}号防火通知")
signed("决算公开说明", (now - timedelta(days=60)).date().isoformat())
signed("项目申报通知", embargo_until=(now + timedelta(days=3)).isoformat())
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town with signed records."""
    with served(tmp_path_factory.mktemp("press"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, press: str) -> Iterator[Desk]:
    """The queue of the publisher, signed in; an error in the console fails the test."""
    with visits(browser, press, "/desk/publishing/") as make:
        yield partial(make, PUBLISHER)


def opened(page: Page, title: str) -> None:
    page.goto("/desk/publishing/")
    page.locator("tr", has_text=title).get_by_role("link", name="办理发布").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_publishing_puts_the_page_in_public(desk: Desk, script: bool) -> None:
    page, title = desk(script=script), f"第{1 if script else 2}号防火通知"
    opened(page, title)
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_url("**/desk/publishing/")
    page.locator("section", has_text="最近发布").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator(".meta")).to_contain_text("QZ04101-0105-")


def test_many_at_once_with_progress(desk: Desk) -> None:
    page = desk()
    for title in ("第3号防火通知", "第4号防火通知"):
        page.locator("tr", has_text=title).get_by_role("checkbox").check()
    page.get_by_role("button", name="成批发布").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator("[data-progress]")).to_have_text("第 2 件，共 2 件")
    expect(page.locator("td", has_text="已发布")).to_have_count(2)
    assert page.url.endswith("/desk/publishing/bulk/")


def test_what_is_held_back_says_until_when(desk: Desk) -> None:
    page = desk()
    page.locator("tr", has_text="项目申报通知").get_by_role("link", name="查看原因").click()
    expect(page.locator("section", has_text="发布条件")).to_contain_text("提前公开")
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()


def test_a_withdrawal_is_confirmed_by_fetching_the_public_address(desk: Desk) -> None:
    page = desk()
    page.locator("li", has_text="农村公路养护办法").get_by_role("link", name="撤回").click()
    page.get_by_label("撤回原因").fill("附表数据有误，更正后重新公开。")
    page.get_by_role("button", name="撤回").click()
    page.wait_for_url("**/desk/publishing/")
    answer = page.goto("/records/QZ04101-0105-2026-00001/")
    assert answer is not None and answer.status == 410
    expect(page.locator("main")).to_contain_text("附表数据有误")
    for _ in range(60):
        page.goto("/desk/publishing/")
        if page.get_by_text("等待按公开网址核对").count() == 0:
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_text("没有确认撤下")).to_have_count(0)
    page.goto("/desk/records/1/publish/")
    expect(page.locator("main")).to_contain_text("已按公开网址核对，确认撤下")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_fit(desk: Desk, width: int) -> None:
    page = desk(width)
    record = "/desk/records/8"
    for address in ("/desk/publishing/", f"{record}/publish/", f"{record}/preview/", "/records/", "/"):
        page.goto(address)
        assert found_by_axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
