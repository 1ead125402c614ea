"""Every kind of public page, enumerated from the addresses: nothing found by axe, nothing cut, nothing heavy.

Each is looked at wide and narrow, with large type, high contrast, in both languages, at four times the zoom (320 px)
and with the text spacing of SC 1.4.12.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Request

from gongkai.portal.pages import kinds
from gongkai.portal.urls import urlpatterns
from tests.browser.portal.conftest import District
from tests.browser.portal.samples import ELSEWHERE, LISTS, MISSING, NO_PAGE, SHOWN, addresses

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
KILO = 1024
PAGE_LIMIT, LIST_LIMIT = 100 * KILO, 30 * KILO
AXE = "() => axe.run({rules: {'target-size': {enabled: true}}}).then(told => told.violations)"
FRAME = """() => ({
    titles: document.querySelectorAll("h1").length, named: document.title.trim().length,
    header: document.querySelectorAll("body > header").length, main: document.querySelectorAll("main#main").length,
    footer: document.querySelectorAll("body > footer").length, language: document.documentElement.lang,
    nameless: [...document.querySelectorAll("nav, aside")].filter(
        one => !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")).length,
    first: document.querySelector("a").className,
    jumps: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(one => +one.tagName[1]).filter(
        (level, at, all) => at && level > all[at - 1] + 1).length,
})"""
AS_IT_SHOULD = {
    "titles": 1, "header": 1, "main": 1, "footer": 1, "language": "zh-Hans-CN", "nameless": 0,
    "first": "skip", "jumps": 0,
}  # fmt: skip
SPACED = """() => { for (const one of document.querySelectorAll("body *")) {
    one.style.setProperty("line-height", "1.5", "important"); one.style.setProperty("letter-spacing", "0.12em");
    one.style.setProperty("word-spacing", "0.16em");
    if (one.tagName === "P") one.style.setProperty("margin-bottom", "2em"); } }"""
# Text that its own box hides, that stands beyond the screen and cannot be scrolled to, a number or a word in pieces.
CUT = """() => {
    const bad = [], width = document.documentElement.clientWidth;
    for (const one of document.querySelectorAll("body *")) {
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        if (!one.checkVisibility() || box.width <= 1 || box.height <= 1 || one.closest(".sr, svg, .skip")) continue;
        if (["INPUT", "SELECT", "TEXTAREA"].includes(one.tagName)) continue;
        const hides = /hidden|clip/;
        if (hides.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1
            || hides.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
            bad.push("hides: " + one.outerHTML.slice(0, 90));
        let over = one.parentElement, scrolls = false;
        for (; over; over = over.parentElement) scrolls ||= /auto|scroll/.test(getComputedStyle(over).overflowX);
        if (!scrolls && !/auto|scroll/.test(style.overflowX) && box.right > width + 1)
            bad.push("beyond: " + one.outerHTML.slice(0, 90));
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let one = texts.nextNode(); one; one = texts.nextNode()) {
        if (!/^\\s*([0-9][-0-9:. ]*|[A-Za-z]{1,12})\\s*$/.test(one.data)) continue;
        if (!one.parentElement.checkVisibility()) continue;
        range.selectNodeContents(one);
        if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1)
            bad.push("broken: " + one.parentElement.outerHTML.slice(0, 90));
    }
    return bad.slice(0, 4);
}"""
SMALL = """() => [...document.querySelectorAll("button, .btn, .nav a, .tabs a, .disc, .cols a, .pager a, select,\
    input")].filter(one => one.checkVisibility()).map(one => one.closest("label") || one)
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
KINDS = sorted(
    kind.name for kind in kinds() if kind.name not in NO_PAGE and kind.name.partition("-")[0] != ELSEWHERE
)  # fmt: skip


def test_every_kind_has_a_sample(district: District) -> None:
    """Of each kind registered or addressed there is a page to look at, or a word why there is none."""
    addressed = {str(one.name) for included in urlpatterns for one in getattr(included, "url_patterns", [included])}
    pages = {name for name in addressed if name not in NO_PAGE and name.partition("-")[0] != ELSEWHERE}
    assert pages == set(KINDS)
    assert [kind for kind in KINDS if kind != "record" and kind not in SHOWN and not district.kinds.get(kind)] == []
    assert set(SHOWN) <= set(KINDS) and set(LISTS) <= set(KINDS), "an entry of a kind that is no more"


BAD = """<!doctype html><html lang=zh-Hans-CN><title>坏页</title><h1>一</h1><h3>二</h3><nav><a href=/>去</a></nav>
<p style="color:#ccc">看不清</p><p style="width:90px;height:8px;overflow:hidden">被切去的长长的一句话</p>
<p style="width:700px">太宽</p><button style="width:9px;height:9px;padding:0"></button>
<i style="display:block;width:14px;overflow-wrap:anywhere">2026</i></html>"""


def test_the_checks_see_what_is_wrong(open_page: Open) -> None:
    page = open_page(320)
    page.set_content(BAD)
    found = {one.partition(":")[0] for one in _found(page)}
    assert found >= {"color-contrast", "button-name", "heading-order"}
    assert {one.partition(":")[0] for one in page.evaluate(CUT)} == {"hides", "beyond", "broken"}
    assert len(page.evaluate(SMALL)) == 1 and _too_wide(page) > 0
    told = page.evaluate(FRAME)
    assert (told["nameless"], told["jumps"], told["main"], told["first"]) == (1, 1, 0, "")


@pytest.mark.parametrize("kind", [*KINDS, MISSING])
def test_everyone_can_use_it(open_page: Open, district: District, kind: str) -> None:
    wide = open_page(1280)
    wide.emulate_media(reduced_motion="reduce")
    shown = (MISSING,) if kind == MISSING else addresses(kind, district)
    for address in shown:
        _look_closely(wide, address, kind)
    phone = open_page(390, modes={"language": "en", "size": "large", "contrast": "more"})
    phone.goto(shown[0])
    assert phone.evaluate(FRAME)["language"] == "en"
    assert _found(phone) == [], f"{shown[0]}, 390, English, large type, high contrast"
    assert _too_wide(phone) == 0, f"{shown[0]}, 390, English, large type, high contrast"
    for size in ("large", "usual"):
        phone.evaluate(f"document.documentElement.dataset.size = '{size}'")
        assert phone.evaluate(CUT) == [], f"{shown[0]}, 390, English, {size} type"


def _look_closely(page: Page, address: str, kind: str) -> None:
    """One page in Chinese, loaded once; then its width and type are changed as a reader would."""
    page.set_viewport_size({"width": 1280, "height": 900})
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("requestfinished", note)
    answer = page.goto(address)
    assert answer is not None and answer.status in ((404,) if kind == MISSING else (200, 410)), address
    weight = sum(one.sizes()["responseBodySize"] for one in asked)
    assert 0 < weight < PAGE_LIMIT, f"{address}: {weight} bytes"
    if kind in LISTS:
        assert len(answer.body()) < LIST_LIMIT, f"{address}: {len(answer.body())} bytes of HTML"
    told = page.evaluate(FRAME)
    assert told.pop("named") > 0, address
    assert told == AS_IT_SHOULD, address
    assert _found(page) == [], f"{address}, 1280"
    assert page.evaluate("document.getAnimations().length") == 0, f"{address} moves"
    page.set_viewport_size({"width": 390, "height": 844})
    assert _too_wide(page) == 0, f"{address}, 390"
    assert page.evaluate(SMALL) == [], f"{address}, 390"
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.dataset.size = 'large'")
    assert _too_wide(page) == 0, f"{address}, 320 with large type"
    page.evaluate("delete document.documentElement.dataset.size")
    page.evaluate(SPACED)
    assert page.evaluate(CUT) == [], f"{address}, 320 with the spacing of the norm"
    page.remove_listener("requestfinished", note)


def _found(page: Page) -> list[str]:
    """Each violation with the first element concerned."""
    page.evaluate(AXE_SCRIPT)
    told: list[dict[str, Any]] = page.evaluate(AXE)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in told]


def _too_wide(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
