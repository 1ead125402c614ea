"""What axe finds on a page, and that it finds nothing on the answers to an upload. All kinds: `portal/`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def found_by_axe(page: Page) -> list[str]:
    """Each violation with the first element concerned."""
    violations = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]


def test_axe_finds_nothing_on_a_checked_report_and_on_a_refused_file(open_page: Open) -> None:
    for width in (1280, 390):
        for name, data in (("a.txt", "一、总体情况\n2025年度报告".encode()), ("a.png", b"\x89PNG\r\n\x1a\n")):
            page = open_page(width)
            page.goto("/annual/check/")
            page.get_by_label("年度报告文件").set_input_files({"name": name, "mimeType": "", "buffer": data})
            page.get_by_role("button", name="核对报告").click()
            page.wait_for_load_state()
            assert found_by_axe(page) == [], f"{width} {name}"
