"""The year's report in a browser: drafted, written with live figures, sent for review; a held year looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SEED = """
from gongkai.statistics.models import HeldCell, HeldReport
from gongkai.statistics.tests.making_compiling import a_filing
for year in (2025, 2024):
    filing = a_filing(unit, year=year)
held = HeldReport.objects.create(
    agency=unit, year=2024, edition="2021", filing=filing, source="已公布的报告", equal=1, explained=1, different=0,
    story={"天数": 366, "推定": ["渠道按常见比例"]}, at=now,
)
for cell, published, verdict, reason in (("t3.new_received.total", 6, "equal", ""),
                                         ("t2.licence.decisions", None, "explained", "该格读不出")):
    HeldCell.objects.create(held=held, cell=cell, published=published, computed=40, verdict=verdict, reason=reason)
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town with two years' accepted figures."""
    with served(tmp_path_factory.mktemp("compiling"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    """The reports of the town's clerk, signed in."""
    with visits(browser, town, "/desk/compilations/") as make:
        yield partial(make, "tuling-clerk")


@pytest.mark.parametrize(("width", "script", "year"), [(1280, True, 2025), (390, False, 2024)])
def test_a_report_is_drafted_written_and_sent(desk: Callable[..., Page], width: int, script: bool, year: int) -> None:
    page = desk(width, script=script)

    def looked_at(place: str) -> None:
        if script:
            assert found_by_axe(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place

    looked_at("list")
    page.get_by_role("button", name=re.compile(f"生成初稿.*{year}")).click()
    page.get_by_label("文字：五、存在的主要问题及改进情况").fill("更新不够及时，将按月检查。")
    field = page.get_by_label("文字：（三）政府信息管理")
    if script:
        field.focus()
        page.get_by_text("可用的数").click()
        page.get_by_role("button", name="{现行有效规范性文件}").click()
        assert field.input_value() == "{现行有效规范性文件}"
        field.fill("登记在册的现行有效行政规范性文件{现行有效规范性文件}件。")
    else:
        field.fill("登记在册的现行有效行政规范性文件{现行有效规范性文件}件。")
    looked_at("write")
    page.get_by_role("button", name="保存并核对").click()
    expect(page.get_by_text("登记在册的现行有效行政规范性文件9件。")).to_be_visible()
    page.get_by_role("link", name="返回报告").click()
    looked_at("report")
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.get_by_text("审核中").first).to_be_visible()
    page.goto("/desk/held/tuling/2024/")
    looked_at("held")
    expect(page.get_by_text("该格读不出")).to_be_visible()
