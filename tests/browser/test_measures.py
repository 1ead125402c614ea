"""Figures in a browser: a figure of another register is written down, its cell opened, the things looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SEED = """
from datetime import timedelta
from gongkai.statistics.tests.facts import a_request, granted
for days in (40, 30, 20):
    on = now.date() - timedelta(days=days)
    a_request(unit, on, granted(on + timedelta(days=5)))
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town with three requests."""
    with served(tmp_path_factory.mktemp("figures"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    """The figures of the town's clerk, signed in."""
    with visits(browser, town, "/desk/measures/") as make:
        yield partial(make, "tuling-clerk")


@pytest.mark.parametrize(("width", "script"), [(1280, True), (390, False)])
def test_a_figure_is_registered_and_opens_onto_what_it_counts(
    desk: Callable[..., Page], width: int, script: bool
) -> None:
    page = desk(width, script=script)
    page.goto("/desk/tallies/")
    page.get_by_label("种类").first.select_option("penalty_decisions" if script else "coercion_decisions")
    page.get_by_label("日期或者月份").fill("2025-03")
    page.get_by_label("数量").fill("12")
    page.get_by_label("来源").fill("执法系统")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已登记")
    row = "penalty" if script else "coercion"
    for place in (
        "tallies/", "tallies/1/", "tallies/import/", "measures/", "measures/?period=year:2025:0&compare=1",
        "measures/named/", "measures/t3.new_received.total/", f"measures/t2.{row}.decisions/?period=year:2025:0",
    ):  # fmt: skip
        page.goto(f"/desk/{place}")
        if script:
            assert found_by_axe(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    figure = page.get_by_role("group", name="计入的事项")
    expect(figure.get_by_text("12", exact=True)).to_be_visible()
    figure.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("决定")
