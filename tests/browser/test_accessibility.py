"""Every kind of page, in both widths and in the display modes: nothing found by axe, no sideways scroll."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
PAGES = {
    "front page": "/",
    "column": "/annual/",
    "nothing found": "/annual/?q=没有这样的单位",
    "report of 2021 format": "/annual/QZ-QG/2025/",
    "report of 2019 format": "/annual/QZ-LC-ZFB/2020/",
    "report before 2019": "/annual/QZ-QG-XZFW/2018/",
    "comparison": "/annual/QZ-QG/compare/",
    "checking": "/annual/check/",
    "units": "/units/",
    "unit": "/units/QZ-QG-TL/",
    "guide of a unit": "/units/QZ-QG-TL/guide/",
    "contents of a unit": "/units/QZ-QG-ZFB/contents/",
    "item of a unit": "/units/QZ-QG-ZFB/contents/art20_01_rules_and_normative_docs/",
    "rules": "/rules/",
    "request": "/request/",
    "request to a unit": "/units/QZ-QG-TL/request/",
    "reading points": "/reading-points/",
    "help": "/help/",
    "accessibility": "/accessibility/",
    "missing": "/nowhere",
}
VIEWS = ((1280, {}), (390, {"contrast": "more"}), (390, {"size": "large"}))


def found_by_axe(page: Page) -> list[str]:
    """Each violation with the first element concerned."""
    violations = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(open_page: Open, address: str) -> None:
    for width, modes in VIEWS:
        page = open_page(width, modes=modes)
        page.goto(address)
        assert found_by_axe(page) == [], f"{width} {modes}"


def test_axe_finds_nothing_on_a_checked_report_and_on_a_refused_file(open_page: Open) -> None:
    for width in (1280, 390):
        for name, data in (("a.txt", "一、总体情况\n2025年度报告".encode()), ("a.png", b"\x89PNG\r\n\x1a\n")):
            page = open_page(width)
            page.goto("/annual/check/")
            page.get_by_label("年度报告文件").set_input_files({"name": name, "mimeType": "", "buffer": data})
            page.get_by_role("button", name="核对报告").click()
            page.wait_for_load_state()
            assert found_by_axe(page) == [], f"{width} {name}"


@pytest.mark.parametrize(("width", "modes"), [(390, {}), (320, {}), (320, {"size": "large"})])
def test_no_page_scrolls_sideways_on_a_phone(open_page: Open, width: int, modes: dict[str, str]) -> None:
    page = open_page(width, modes=modes)
    for name, address in PAGES.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_text_spacing_of_the_norm_loses_nothing(open_page: Open) -> None:
    page = open_page(1280)
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate(
            """() => { for (const one of document.querySelectorAll("body *")) {
                one.style.setProperty("line-height", "1.5"); one.style.setProperty("letter-spacing", "0.12em");
                one.style.setProperty("word-spacing", "0.16em"); } }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name


def test_every_target_is_large_enough_to_hit(open_page: Open) -> None:
    page = open_page(390)
    for name, address in PAGES.items():
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, .btn, .nav a, .tabs a, .disc, .cols a, select, input")]
                .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
                .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
        )
        assert small == [], name
