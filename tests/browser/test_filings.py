"""A year's figures through the screens: found on the home page, filled, mended, sent, and accepted by the office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = pytest.mark.browser
# A district above the town, its office, and the year's figures awaited.
DISTRICT = """
from datetime import date
from gongkai.statistics.actions.use_period import use_period
from gongkai.units.models import AgencyLink
district = Agency.objects.create(
    code="quangang", name="泉州市泉港区人民政府", short="泉港区", level="county", index_code="QZ04100"
)
AgencyLink.objects.create(upper=district, lower=unit, kind="administers")
making.people(district)
Person.objects.update(
    password=make_password(os.environ["DESK_PASSWORD"]), must_change_password=False, password_set_at=clock.now()
)
office = making.actors(district)["disclosure_office"]
use_period("quangang", "year", date(now.year - 1, 12, 31), actor=office, now=now)
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("filings"), DISTRICT) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    with visits(browser, town, "/desk/") as make:
        yield make


def fits(page: Page) -> None:
    """Nothing but a scrolling table is wider than the window, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert found_by_axe(page) == []


def test_a_clerk_files_what_is_due_and_the_office_accepts_it(desk: Callable[..., Page]) -> None:
    clerk = desk("tuling-statistics-clerk", 390, script=True)
    clerk.get_by_role("link", name=re.compile("涂岭镇.*年报")).click()
    fits(clerk)
    clerk.get_by_role("button", name=re.compile("开始填报")).click()
    new = clerk.get_by_role("textbox", name=re.compile("新收.*总计"))
    expect(new).to_have_value("0")
    fits(clerk)
    new.fill("1")
    clerk.get_by_label(re.compile("改动平台统计数的原因")).fill("其他系统办理")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#findings").locator("../..")).to_contain_text("总计列应等于")
    fits(clerk)
    clerk.locator("[name='c.t3.new_received.total']").fill("")
    clerk.get_by_role("button", name="保存并核对").click()
    expect(clerk.get_by_text("各项勾稽关系都成立")).to_be_visible()
    clerk.get_by_role("button", name=re.compile("报送泉港区")).click()
    expect(clerk.locator("main")).to_contain_text("已报送")
    clerk.get_by_role("link", name=re.compile("新收.*总计")).click()
    fits(clerk)
    office = desk("quangang-disclosure-office", script=False)
    office.get_by_role("link", name="待我审核的报表").click()
    assert office.locator("tbody tr").count() == 2
    office.locator("tbody").get_by_role("link", name=re.compile("审核")).click()
    office.get_by_role("button", name="通过", exact=True).click()
    expect(office.locator("main")).to_contain_text("已通过")
    board = desk("quangang-disclosure-office", 390)
    board.goto("/desk/received/")
    fits(board)
