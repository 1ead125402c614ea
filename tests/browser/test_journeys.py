"""What a citizen and a clerk do on the public pages, from the first page to the file in hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongkai import annual

pytestmark = pytest.mark.browser
SAMPLES = Path(annual.__file__).parent / "samples"
Open = Callable[..., Page]
both_ways = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@pytest.fixture
def broken_report(tmp_path: Path) -> Path:
    """The 2025 sample with the number of carried-over requests set wrong in its table."""
    text = (SAMPLES / "quangang_2025.txt").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "本年新收" in line and re.search(r"\d", line))
    lines[at] = re.sub(r"\d+(?=\D*$)", "987", lines[at])
    assert "".join(lines) != text
    file = tmp_path / "我的报告.txt"
    file.write_text("".join(lines), encoding="utf-8")
    return file


@both_ways
def test_from_the_column_to_a_finding_to_a_file_to_the_years(open_page: Open, script: bool) -> None:
    page = open_page(script=script)
    page.goto("/")
    page.get_by_role("navigation", name="主栏目").get_by_role("link", name="公开年报").click()
    page.get_by_role("link", name="泉港区 2025 年度").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025")
    disc = page.locator("td.found a.disc").first
    number = disc.inner_text()
    disc.click()
    expect(page).to_have_url(re.compile(rf"#f{number}$"))
    remark = page.locator(f"#f{number}")
    expect(remark).to_be_in_viewport()
    expect(remark).to_contain_text("依据：《")
    remark.get_by_role("link", name=re.compile("^看数据")).click()
    expect(page.locator("td:target")).to_be_in_viewport()
    with page.expect_download() as pdf:
        page.get_by_role("link", name=re.compile("PDF")).click()
    assert Path(pdf.value.path()).read_bytes().startswith(b"%PDF-")
    assert pdf.value.suggested_filename.endswith("年度报告.pdf")
    with page.expect_download() as original:
        page.get_by_role("link", name=re.compile("原件")).click()
    assert Path(original.value.path()).read_bytes() == (SAMPLES / "quangang_2025.txt").read_bytes()
    page.get_by_role("navigation", name="年度").get_by_role("link", name="年度比较").click()
    expect(page.locator("svg.chart .value").first).to_be_visible()
    expect(page.locator("table.years").first).to_be_visible()


@both_ways
def test_a_clerk_checks_a_report_with_a_slip_and_takes_the_marked_copy(
    open_page: Open, broken_report: Path, script: bool
) -> None:
    page = open_page(script=script)
    page.goto("/annual/check/")
    page.get_by_label("年度报告文件").set_input_files(broken_report)
    page.get_by_role("button", name="核对报告").click()
    expect(page.locator(".note.stop").first).to_contain_text("处错误，改正后再印发")
    expect(page.locator("td.found.stop a.disc").first).to_be_visible()
    with page.expect_download() as copy:
        page.get_by_role("button", name="下载标注副本").click()
    assert Path(copy.value.path()).read_bytes().startswith(b"PK\x03\x04")
    assert copy.value.suggested_filename.endswith("（核对意见）.docx")


@both_ways
def test_a_file_that_is_no_report_is_told_at_the_field(open_page: Open, tmp_path: Path, script: bool) -> None:
    picture = tmp_path / "扫描.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 200)
    page = open_page(script=script)
    page.goto("/annual/check/")
    page.get_by_label("年度报告文件").set_input_files(picture)
    page.get_by_role("button", name="核对报告").click()
    expect(page).to_have_title(re.compile("^有误："))
    field = page.get_by_label("年度报告文件")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#file-error")).to_contain_text("。")
    if script:
        expect(page.locator("[data-errors]")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on a control of that name; its ring must be visible."""
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate("(document.activeElement.textContent || '').replace(/\\s+/g, ' ').trim()")
        if found == name:
            assert page.evaluate("getComputedStyle(document.activeElement).boxShadow") != "none"
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_the_keyboard_alone_leads_from_the_front_page_to_a_finding_and_back(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    tab_to(page, "泉港区2025年度政府信息公开工作年度报告")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025")
    first = page.locator("td.found a.disc").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"#f{first}$"))
    expect(page.locator(f"#f{first}")).to_be_in_viewport()


def test_the_display_modes_hold_from_page_to_page_without_script(open_page: Open) -> None:
    page = open_page(script=False)
    page.goto("/annual/")
    page.get_by_role("link", name="长辈版").click()
    page.get_by_role("link", name="高对比度").click()
    expect(page).to_have_url(re.compile("/annual/$"))
    page.get_by_role("link", name="使用帮助").first.click()
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "large")
    expect(root).to_have_attribute("data-contrast", "more")
    page.get_by_role("link", name=re.compile("^长辈版")).click()
    expect(root).not_to_have_attribute("data-size", "large")


def test_a_search_finds_a_report_by_its_document_number(open_page: Open) -> None:
    page = open_page()
    page.goto("/annual/")
    page.get_by_label("单位、年度或文号").fill("泉港政办[2026]2号")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("找到 1 份报告")


def test_the_search_of_the_whole_site_finds_a_report_too(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    page.locator("main").get_by_role("combobox").fill("泉港政办[2026]2号")
    page.keyboard.press("Enter")
    page.locator("main a[href='/annual/QZ-QG/2025/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025")


def test_printing_leaves_the_report_and_drops_the_frame(open_page: Open) -> None:
    page = open_page()
    page.goto("/annual/QZ-QG/2025/")
    page.emulate_media(media="print")
    for gone in (".util", ".nav", ".foot", ".tools", ".aside"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator("table.stat").first).to_be_visible()
    expect(page.locator(".print-only")).to_contain_text("/annual/QZ-QG/2025/")
