"""Places are covered by pointer, by keyboard alone and without script; the downloaded file holds nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from gongkai.requests.tests.sources import IDENTITY, PHONE, letter
from tests.browser.test_accessibility import found_by_axe
from tests.browser.towns import served, visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
SEED = """
from gongkai.requests.tests.making import a_request
for at in range(3):
    a_request(unit, now, days={"handed_in": now.date()}, subject=f"2025年度养护资金使用情况之{at}")
"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a town with three requests."""
    with served(tmp_path_factory.mktemp("staffed"), SEED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, staffed: str) -> Iterator[Desk]:
    """A page of the clerk."""
    with visits(browser, staffed, "/desk/requests/") as make:
        yield make


def uploaded(page: Page, at: int) -> None:
    """The marking page of a letter that was added to the request."""
    page.goto(f"/desk/requests/{at}/files/")
    page.get_by_label("文件", exact=True).set_input_files(
        {"name": "资金使用情况.pdf", "mimeType": "application/pdf", "buffer": letter()}
    )
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_role("link", name="资金使用情况.pdf", exact=True)).to_be_visible()
    page.get_by_role("button", name="为申请人处理").click()
    page.wait_for_url("**/releases/**")


def words_of(page: Page, folder: Path) -> str:
    """The words of the file that is downloaded."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="处理后的文件").first.click()
    taken.value.save_as(folder / "given.pdf")
    document = pypdfium2.PdfDocument(folder / "given.pdf")
    words = "".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    return words


def test_two_marks_are_drawn_a_proposal_taken_and_the_file_burned(desk: Desk, tmp_path: Path) -> None:
    page = desk("tuling-clerk")
    uploaded(page, 1)
    marks = page.locator("#marks [data-mark]")
    frame = page.locator("[data-stage]").bounding_box()
    assert frame is not None
    for top in (0.5, 0.6):
        page.mouse.move(frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * top)
        page.mouse.down()
        page.mouse.move(frame["x"] + frame["width"] * 0.6, frame["y"] + frame["height"] * (top + 0.05), steps=4)
        page.mouse.up()
        expect(marks).to_have_count(1 if top == 0.5 else 2)
    page.locator("#marks [data-proposal]").first.click()
    expect(marks).to_have_count(3)
    page.get_by_role("button", name="采纳全文手机号码 1 处").click()
    expect(marks).to_have_count(4)
    page.get_by_role("button", name="撤销", exact=True).click()
    expect(marks).to_have_count(3)
    assert found_by_axe(page) == []
    page.get_by_role("button", name="生成文件并验证").click()
    expect(page.locator("#side")).to_contain_text("逐个对象解压", timeout=60_000)
    words = words_of(page, tmp_path)
    assert IDENTITY not in words and PHONE in words and "联系人" in words


def test_by_keyboard_alone_a_mark_is_made_moved_resized_and_taken_away(desk: Desk) -> None:
    page = desk("tuling-clerk")
    uploaded(page, 2)
    add = page.get_by_role("button", name="增加一处")
    add.focus()
    add.press("Enter")
    mark = page.locator("#marks [data-mark]")
    expect(mark).to_be_focused()
    before = mark.get_attribute("x"), mark.get_attribute("width")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        mark.press(key)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        pass
    expect(mark).to_be_focused()
    assert (mark.get_attribute("x"), mark.get_attribute("width")) == (
        str(int(before[0] or 0) + 100), str(int(before[1] or 0) + 50),
    )  # fmt: skip
    page.locator("#marks [data-proposal]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#marks [data-mark]")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(page.locator("#marks [data-mark]")).to_have_count(1)


def test_without_script_and_on_a_narrow_screen(desk: Desk, tmp_path: Path) -> None:
    page = desk("tuling-clerk", 390, script=False)
    uploaded(page, 3)
    page.locator("#side summary").click()
    for label, value in (("距左边（%）", "10"), ("距上边（%）", "20"), ("宽（%）", "80"), ("高（%）", "8")):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="增加一处").click()
    expect(page.locator("#marks rect.mark")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="生成文件并验证").click()
    expect(page.locator("#side")).to_contain_text("逐个对象解压", timeout=60_000)
    words = words_of(page, tmp_path)
    assert IDENTITY not in words and PHONE not in words
    script = desk("tuling-clerk", 390)
    script.goto(page.url)
    assert found_by_axe(script) == []
