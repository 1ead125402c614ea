"""A citizen applies and follows it: with and without script, by keyboard, on a phone, over a line that drops."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_accessibility import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
both_ways = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
TEXTS = {
    "申请人的姓名或者名称": "王小川", "证件号码": "35058219900101123X", "电话": "13800000001",
    "名称或者内容": "没有人公开过的某某事项的资金使用情况",
}  # fmt: skip


def write(page: Page) -> None:
    """Fill in what the form needs."""
    for label, text in TEXTS.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("申请人类别").select_option(label="自然人")
    page.get_by_label("证件种类").select_option(label="居民身份证")
    page.get_by_label("纸质", exact=True).check()
    page.get_by_label("邮寄", exact=True).check()


def send(page: Page) -> tuple[str, str]:
    """From the written form to the receipt: number and code."""
    page.get_by_role("button", name="下一步").click()
    onward = page.get_by_role("button", name="都不是，继续申请")
    if onward.count():
        onward.click()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("已经提交。请记下或者打印这张回执。")).to_be_visible()
    return page.locator("[data-receipt]").inner_text(), page.locator("[data-code]").inner_text()


def followed(page: Page, until: str) -> None:
    """Look again until the worker has taken it in."""
    for _ in range(60):
        if page.get_by_text(until, exact=False).count():
            return
        time.sleep(0.5)
        page.get_by_role("button", name="刷新进度").click()
    raise AssertionError(until)


@both_ways
def test_from_the_entry_to_the_receipt_to_the_card(open_page: Open, tmp_path: Path, script: bool) -> None:
    proof = tmp_path / "证件.txt"
    proof.write_text("证件" * 200_000, encoding="utf-8")
    page = open_page(390 if script else 1280, script=script)
    page.goto("/request/")
    page.get_by_role("main").get_by_role("link", name="在线申请").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("alert")).to_contain_text("处需要修改")
    page.get_by_label("受理单位").select_option("QZ-QG-TL")
    write(page)
    page.get_by_label("证件的照片或者扫描件").set_input_files(proof)
    number, code = send(page)
    page.get_by_role("button", name="查看进度").click()
    followed(page, "待登记")
    expect(page.get_by_text("申请已经提交。")).to_be_visible()
    page.goto("/request/follow/")
    page.get_by_label("回执编号").fill(number.lower())
    page.get_by_label("查询码").fill("AAAA-AAAA-AAAA")
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("alert")).to_contain_text("没有查到")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("待登记").first).to_be_visible()


def test_a_lost_connection_costs_one_piece(browser: Browser, site: str, tmp_path: Path) -> None:
    large = tmp_path / "说明.txt"
    large.write_bytes(b"a" * 1_500_000)
    # A page of its own: that the line drops is written to the console, and is what is asked for here.
    context = browser.new_context(base_url=site)
    page = context.new_page()
    lost = {"left": 3}
    sent: list[str] = []

    def drop(route: Route) -> None:
        if route.request.method == "POST" and len(sent) >= 2 and lost["left"]:
            lost["left"] -= 1
            route.abort("connectionreset")
            return
        if route.request.method == "POST":
            sent.append(route.request.headers["x-position"])
        route.continue_()

    page.goto("/request/new/?unit=QZ-QG-TL")
    page.route("**/request/piece", drop)
    write(page)
    page.get_by_label("补充材料").set_input_files(large)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("button", name="提交", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("说明.txt")).to_be_visible()
    assert lost["left"] == 0 and sent == [str(at) for at in range(6)]
    context.close()


def test_a_draft_comes_back_without_what_is_private_and_goes_when_sent(open_page: Open) -> None:
    page = open_page()
    page.goto("/request/new/?unit=QZ-QG-TL")
    write(page)
    expect(page.get_by_text("已在这台设备上保存草稿")).to_be_visible()
    page.goto("/request/new/?unit=QZ-QG-TL")
    expect(page.get_by_text("没有写完的草稿")).to_be_visible()
    expect(page.get_by_label("名称或者内容")).to_have_value(TEXTS["名称或者内容"])
    expect(page.get_by_label("证件号码", exact=True)).to_have_value("")
    page.get_by_label("证件号码", exact=True).fill(TEXTS["证件号码"])
    number, code = send(page)
    assert page.evaluate("localStorage.length") == 0
    page.goto(f"/request/follow/#{number}.{code}")
    expect(page.get_by_label("查询码")).to_have_value(code)
    assert number not in page.url


def test_the_keyboard_alone_is_enough(open_page: Open) -> None:
    page = open_page()
    page.goto("/request/new/?unit=QZ-QG-TL")
    page.get_by_label("申请人类别").focus()
    for text in ("自然人", TEXTS["申请人的姓名或者名称"]):
        page.keyboard.type(text) if text != "自然人" else page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    expect(page.get_by_label("申请人的姓名或者名称", exact=True)).to_have_value("王小川")
    write(page)
    page.get_by_role("button", name="下一步").focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name=re.compile("继续申请|^提交$"))
    expect(button).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_step_is_accessible_and_fits(open_page: Open, width: int) -> None:
    page = open_page(width)
    page.goto("/request/new/?unit=QZ-QG-TL")

    def fit(name: str) -> None:
        assert found_by_axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    page.get_by_role("button", name="下一步").click()
    fit("faults")
    write(page)
    page.get_by_label("名称或者内容", exact=True).fill("饮水")
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("这些可能就是您要的，已经公开")).to_be_visible()
    fit("already public")
    page.get_by_role("button", name="都不是，继续申请").click()
    fit("check")
    page.get_by_role("button", name="提交", exact=True).click()
    fit("receipt")
    page.get_by_role("button", name="查看进度").click()
    followed(page, "待登记")
    page.get_by_text("撤回申请").first.click()
    fit("card")
