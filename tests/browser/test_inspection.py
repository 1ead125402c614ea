"""Content assurance and inspection in a browser: a list from its first column to being in force; axe at both widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A town with one publication, a visit and a round with two findings.
SEED = """
from gongkai.inspection.keeping import keep
from gongkai.inspection.looking import Found
from gongkai.inspection.models import Probe
making.a_published(unit)
kept = {"state": "done", "base": "http://127.0.0.1", "begun_at": now, "ended_at": now, "opened": True, "status": 200}
Probe.objects.create(kind="visit", total_ms=320, first_byte_ms=120, **kept)
walked = Probe.objects.create(kind="round", pages=12, files=3, **kept)
keep(walked, [Found("dead_link", "/units/tuling/none/", "首页指向的地址返回 404。")], unit.code, now)
keep(walked, [Found("certificate_near", "/", "网站证书还有 9 天到期。")], "", now)
"""
PAGES = ("assurance/", "assurance/lists/1/", "inspections/", "inspections/findings/", "inspections/findings/1/",
         "inspections/runs/2/")  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town."""
    with served(tmp_path_factory.mktemp("inspected"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    """The page of the town's office, signed in."""
    with visits(browser, town, "/desk/assurance/") as make:
        yield partial(make, "tuling-disclosure-office")


def test_a_list_is_put_in_force_and_every_page_is_accessible_at_both_widths(desk: Callable[..., Page]) -> None:
    page = desk(390)
    page.get_by_role("button", name="编制清单").click()
    page.get_by_role("link", name="新增栏目").click()
    page.get_by_label("栏目", exact=True).select_option(label="法定主动公开内容")
    page.get_by_label("栏目所属单位").select_option(label="泉港区涂岭镇人民政府")
    page.get_by_label("更新间隔").fill("2")
    page.get_by_label("间隔的单位").select_option(label="周")
    assert found_by_axe(page) == []
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="确认清单").click()
    page.get_by_role("button", name="确认").click()
    page.goto("/desk/assurance/")
    expect(page.get_by_role("row", name="法定主动公开内容")).to_contain_text("2 周")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for place in PAGES:
            page.goto(f"/desk/{place}")
            assert found_by_axe(page) == [], place
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
