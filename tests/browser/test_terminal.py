"""At the terminal by touch only: look up, read, print, get help with a request; and that it forgets each user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RECORDS = """
from gongkai.columns.tests import making as columns
for kind in ("guide", "institution", "reading_point"):
    columns.a_public(kind, unit)
long = "".join(f"<p>第{number}条　" + "各单位应当按照职责做好防汛防台风工作。" * 6 + "</p>" for number in range(1, 41))
links = '<p>见<a href="https://evil.example/">别的网站</a>。</p>'
for title, body in (
    ("涂岭镇人民政府关于印发防汛防台风应急预案的通知", long + links),
    ("涂岭镇人民政府关于修订森林防火应急预案的通知", "<p>正文。</p>"),
    ("涂岭镇2026年预算公开说明", "<table><tbody><tr><td>收入</td><td>12</td></tr></tbody></table>"),
):
    making.a_published(unit, title=title, body=body)
"""
START = "/terminal/tuling-1/"
Touch = Callable[..., Page]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one reading point."""
    with served(tmp_path_factory.mktemp("hall"), RECORDS) as address:
        yield address


@pytest.fixture
def touch(browser: Browser, hall: str) -> Iterator[Touch]:
    """A page on a touch screen; an error in the console fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(width: int = 1080, height: int = 1920, *, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, java_script_enabled=script, base_url=hall
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [error for error in errors if "the server responded with a status of 4" not in error] == []


def tap(page: Page, name: str, role: str = "link") -> None:
    page.get_by_role(role, name=name).first.tap()  # type: ignore[arg-type]


@pytest.mark.parametrize("script", [True, False])
def test_a_document_is_found_read_and_asked_for_by_tapping(touch: Touch, script: bool) -> None:
    page = touch(script=script)
    page.goto(START)
    tap(page, "查找文件")
    page.get_by_role("link", name="应急预案", exact=True).tap()
    expect(page.locator("#results h2")).to_have_text("找到 2 件")
    tap(page, "没有要找的信息，申请公开")
    page.locator(".tap a").first.tap()
    tap(page, "打印申请表")
    expect(page.locator(".form .given")).to_have_text("应急预案")
    tap(page, "首页")
    page.locator(".list a", has_text="防汛").first.tap()
    expect(page.locator("h1")).to_contain_text("防汛防台风应急预案")
    page.wait_for_url("**/records/**")


def test_keys_on_the_screen_write_a_number(touch: Touch) -> None:
    page = touch()
    page.goto(f"{START}find/")
    for key in "2〔6号":
        page.locator(".pad").get_by_role("button", name=key, exact=True).tap()
    expect(page.locator("#q")).to_have_value("2〔6号")
    page.get_by_role("button", name="退格").tap()
    expect(page.locator("#q")).to_have_value("2〔6")
    page.get_by_role("button", name="检索").tap()
    page.wait_for_url("**/find/?q=**")


def test_there_is_no_way_back_to_what_was_read(touch: Touch) -> None:
    page = touch()
    page.goto(START)
    length = page.evaluate("history.length")
    tap(page, "查找文件")
    page.wait_for_url("**/find/")
    page.locator(".words a").first.tap()
    page.wait_for_url("**/find/?q=**")
    page.locator("#results .list a").first.tap()
    page.wait_for_url("**/records/**")
    assert page.evaluate("history.length") == length
    tap(page, "结束使用")
    page.wait_for_url(f"**{START}")
    page.go_back()
    assert "/records/" not in page.url and "/find/" not in page.url


def test_it_asks_before_it_forgets_and_then_forgets_everything(touch: Touch) -> None:
    page = touch()
    page.clock.install()
    page.goto(START)
    tap(page, "大字")
    expect(page.locator("html[data-size=large]")).to_have_count(1)
    assert {one["name"] for one in page.context.cookies()} == {"size"}
    page.evaluate("localStorage.setItem('left', 'behind'); sessionStorage.setItem('left', 'behind')")
    tap(page, "本查阅点")
    page.wait_for_url("**/about/")
    page.clock.fast_forward(71_000)
    dialog = page.get_by_role("dialog", name="您还在使用吗？")
    expect(dialog).to_be_visible()
    assert found_by_axe(page) == []
    dialog.get_by_role("button", name="继续").tap()
    expect(dialog).to_be_hidden()
    page.clock.fast_forward(60_000)
    expect(dialog).to_be_hidden()
    page.clock.fast_forward(11_000)
    expect(dialog).to_be_visible()
    page.clock.fast_forward(21_000)
    page.wait_for_url(f"**{START}")
    expect(page.locator("html[data-size]")).to_have_count(0)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_without_script_a_refresh_forgets(touch: Touch) -> None:
    page = touch(script=False)
    page.goto(f"{START}again/")
    page.wait_for_url(f"**{START}")
    page.goto(f"{START}about/")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == f"270;url={START}again/"


PLACES = ("", "about/", "find/", "find/?q=应急预案", "find/?q=没有", "for/request/", "browse/year/", "units/tuling/",
          "units/tuling/guide/", "apply/tuling/1/", "apply/tuling/2/", "apply/tuling/3/?wanted=预算", "apply/tuling/4/",
          "nothing/")  # fmt: skip
SMALL = """() => [...document.querySelectorAll("a[href], button, input, summary")]
    .filter(one => one.checkVisibility() && !one.classList.contains("skip"))
    .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 60 || box.height < 60).map(([html]) => html)"""


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1280, 720)])
def test_axe_finds_nothing_and_every_target_fits_a_finger(touch: Touch, width: int, height: int) -> None:
    page = touch(width, height)
    for look in ("", "look/size/large/", "look/contrast/more/"):
        page.goto(START + look)
        for place in PLACES:
            page.goto(START + place)
            assert found_by_axe(page) == [], f"{look} {place}"
            assert page.evaluate(SMALL) == [], f"{look} {place}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{look} {place}"


def test_a_document_takes_as_many_sheets_as_was_said(touch: Touch) -> None:
    page = touch()
    page.goto(START)
    page.locator(".list a", has_text="防汛").first.tap()
    page.get_by_text("打印", exact=True).first.tap()
    said = page.locator(".paper p").first.inner_text()
    expect(page.get_by_role("button", name="现在打印")).to_be_visible()
    sheets = len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)
    assert sheets > 3
    page.goto(f"{START}apply/tuling/3/?wanted=预算")
    assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    assert abs(int(said.removeprefix("约 ").partition(" ")[0]) - sheets) <= 1, (said, sheets)


def test_a_request_is_written_here_and_leaves_nothing_behind(touch: Touch) -> None:
    page = touch()
    page.goto(f"{START}apply/tuling/3/?wanted=没有公开过的防洪影响评价报告")
    page.get_by_role("link", name="在本机填写并提交").tap()
    expect(page.get_by_label("名称或者内容")).to_have_value("没有公开过的防洪影响评价报告")
    before = page.evaluate("history.length")
    page.get_by_role("button", name="下一步").tap()
    expect(page.locator("[data-errors]")).to_be_focused()
    page.get_by_label("申请人类别").select_option(index=1)
    page.get_by_label("姓名或者名称").fill("王小川")
    page.get_by_label("证件种类").select_option(index=1)
    page.get_by_label("证件号码").fill("35058219900101123X")
    page.get_by_label("电话", exact=False).first.fill("13800000001")
    for choice in ("supply_form", "supply_way"):
        page.locator(f"#{choice} label").first.tap()
    page.get_by_role("button", name="下一步").tap()
    page.locator("[name=step][value=check], [name=step][value=send]").first.tap()
    if page.get_by_role("button", name="提交", exact=True).count():
        page.get_by_role("button", name="提交", exact=True).tap()
    expect(page.locator("[data-receipt]")).to_be_visible()
    assert page.evaluate("[history.length, localStorage.length, sessionStorage.length]") == [before, 0, 0]
    assert found_by_axe(page) == []
    page.locator("main").get_by_role("link", name="结束使用").tap()
    page.wait_for_url(f"**{START}")
    page.go_back(wait_until="commit")
    assert "王小川" not in page.content()
