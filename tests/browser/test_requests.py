"""A letter is received, registered, assigned and split: with the keyboard, on a narrow screen, without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
# Several requests of one person, one of them late, so that the list, the board and the figures have something to show.
SEED = """
from datetime import timedelta
from gongkai.requests.tests.making import a_request, an_arrived
long_ago = now - timedelta(days=60)
a_request(unit, long_ago, days={"handed_in": long_ago.date()}, subject="2024年度农村公路养护台账")
for year in (2023, 2024, 2025):
    a_request(unit, now, days={"handed_in": now.date()}, subject=f"涂岭镇{year}年度农村公路养护资金使用情况")
an_arrived(unit, now, days={"handed_in": now.date()}, subject="村级会计委托代理账目")
"""
LETTER = {"name": "信函.txt", "mimeType": "text/plain", "buffer": "申请公开两项".encode()}


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of a town with requests."""
    with served(tmp_path_factory.mktemp("staffed"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, staffed: str) -> Iterator[Desk]:
    """A page of somebody who signed in and stands at the list of requests."""
    with visits(browser, staffed, "/desk/requests/") as make:
        yield make


def press(page: Page, name: str) -> None:
    """Follow a link or press a button by keyboard alone."""
    one = page.get_by_role("link", name=name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).first
    one.focus()
    one.press("Enter")
    page.wait_for_load_state()


def receive(page: Page, subject: str) -> None:
    """By keyboard from the list to the slip with the query code."""
    press(page, "登记新申请")
    press(page, "邮寄（需签收）")
    page.get_by_label("姓名或者名称").fill("陈大海")
    page.get_by_label("证件号码").fill("350583197001015678")
    page.get_by_label("所需信息的名称").fill(subject)
    page.get_by_label("申请事项").fill("公路养护合同\n公路验收报告")
    page.get_by_label("申请书、身份证明等材料的扫描件").set_input_files(LETTER)
    press(page, "保存")


def test_a_letter_from_receipt_to_two_requests_by_keyboard(desk: Desk) -> None:
    page = desk("tuling-clerk")
    assert found_by_axe(page) == []
    press(page, "登记新申请")
    assert found_by_axe(page) == []
    press(page, "邮寄（需签收）")
    press(page, "保存")
    expect(page.get_by_role("main")).to_contain_text("没有填写申请人的姓名或者名称")
    assert found_by_axe(page) == []
    page.goto("/desk/requests/")
    receive(page, "农村公路养护合同和验收报告")
    expect(page.get_by_role("main")).to_contain_text("只在这里显示一次")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"))
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    assert found_by_axe(page) == []
    press(page, "登记编号")
    expect(page.get_by_role("main")).to_contain_text("为收到申请之日")
    assert found_by_axe(page) == []
    press(page, "登记")
    expect(page.get_by_role("main")).to_contain_text("办理中")
    assert "陈大海" not in page.content() and found_by_axe(page) == []
    address = page.url
    office = desk("tuling-disclosure-office")
    office.goto(address)
    press(office, "分派")
    office.get_by_label("承办科室").fill("农业农村办")
    press(office, "分派")
    expect(office.get_by_role("status").first).to_contain_text("已分派")
    page.reload()
    press(page, "拆分")
    expect(page.get_by_label("拆出的第 1 件")).to_have_value(re.compile("公路验收报告"))
    assert found_by_axe(page) == []
    press(page, "拆分")
    expect(page.get_by_role("main")).to_contain_text("公路养护合同")
    expect(page.get_by_role("main")).not_to_contain_text("公路验收报告")
    press(page, "往来记录")
    expect(page.get_by_role("main")).to_contain_text("一事一申请")
    expect(page.get_by_role("main")).to_contain_text("查询码 ****-****-****")


@pytest.mark.parametrize("script", [True, False])
def test_the_same_pages_on_a_narrow_screen(desk: Desk, script: bool) -> None:
    page = desk("tuling-clerk", 390, script=script)
    for place in ("/desk/requests/", "/desk/requests/?state=arrived", "/desk/requests/new/",
                  "/desk/requests/new/email/", "/desk/requests/volume/", "/desk/requests/fees/",
                  "/desk/requests/enquiries/"):  # fmt: skip
        page.goto(place)
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
            assert found_by_axe(page) == [], place
    page.goto("/desk/requests/?q=台账")
    page.get_by_role("link", name="2024年度农村公路养护台账").click()
    for name in ("该申请人的申请", "相似申请", "往来记录"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("main")).to_contain_text("农村公路")
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
            assert found_by_axe(page) == [], name
        page.go_back()
    page.get_by_role("link", name="查看", exact=True).click()
    page.get_by_label("用途").fill("电话告知进度")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("main")).to_contain_text("王小川")


def test_the_office_sees_who_is_late_and_registers_what_came(desk: Desk) -> None:
    page = desk("tuling-disclosure-office")
    press(page, "办理总览")
    expect(page.get_by_role("main")).to_contain_text("逾期 1 件")
    assert found_by_axe(page) == []
    page.goto("/desk/requests/?q=2025年度农村公路")
    page.get_by_role("link", name="涂岭镇2025年度农村公路养护资金使用情况").first.click()
    page.get_by_role("link", name="相似申请").click()
    expect(page.get_by_role("main")).to_contain_text("同一申请人")
    assert found_by_axe(page) == []
    page.goto("/desk/requests/?state=arrived")
    box = page.get_by_role("checkbox").first
    if box.count():
        box.focus()
        box.press(" ")
        press(page, "登记所选")
        expect(page.get_by_role("status").first).to_contain_text("已登记 1 件")
