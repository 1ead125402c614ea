"""A reconsideration through the screens: filed, defended, decided with an order, redone, answered anew, order done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.towns import PATIENCE, served, visits

pytestmark = pytest.mark.browser
# A request answered a while ago; what the browser writes down happens since then.
ANSWERED = """
from datetime import timedelta
from gongkai.requests.tests.making import a_request, at
from gongkai.requests.tests.papering import decided, issued, served as handed_over
long_ago, answered = now.date() - timedelta(days=40), now.date() - timedelta(days=30)
request = a_request(unit, at(long_ago, 9), days={"handed_in": long_ago})
decided(request, long_ago)
handed_over(issued(request, "reply", None, answered), answered)
"""
AGAIN = """
import django
django.setup()
from gongkai.kit import clock
from gongkai.requests.models import Request
from gongkai.requests.tests.papering import decided, issued, served as handed_over
request = Request.objects.get()
handed_over(issued(decided(request, clock.today()), "reply", None, clock.today()), clock.today())
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disputes")


@pytest.fixture(scope="module")
def town(home: Path) -> Iterator[str]:
    with served(home, ANSWERED) as address:
        yield address


@pytest.fixture
def desk(browser: Browser, town: str) -> Iterator[Callable[..., Page]]:
    with visits(browser, town, "/desk/disputes/") as make:
        yield make


def answer_anew(home: Path) -> None:
    """The new reply goes through its ranks and is handed over; its screens have a journey of their own."""
    around = os.environ | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    subprocess.run([sys.executable, "-c", AGAIN], env=around, check=True, capture_output=True, timeout=PATIENCE)


def act(page: Page, label: str, **fields: str) -> None:
    """Open one act of the case, fill it in, and do it."""
    part = page.locator("details", has=page.locator("summary", has_text=re.compile(f"^{label}$")))
    part.locator("summary").click()
    for name, value in fields.items():
        control = part.locator(f"[name={name}]")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        elif control.get_attribute("type") == "checkbox":
            control.check()
        else:
            control.fill(value)
    part.get_by_role("button", name=label).click()


@pytest.mark.parametrize("script", [False], ids=["without script"])
def test_a_reconsideration_from_its_filing_to_the_order_done(
    desk: Callable[..., Page], home: Path, script: bool
) -> None:
    page = desk("tuling-clerk", script=script)
    page.goto("/desk/requests/")
    page.get_by_role("link", name=re.compile("养护资金")).first.click()
    page.get_by_role("link", name="复议诉讼").last.click()
    page.get_by_label("复议机关或者人民法院").fill("泉州市泉港区人民政府")
    page.get_by_label(re.compile("请求和理由")).fill("请求撤销答复")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("行政复议")
    act(page, "登记收到副本")
    expect(page.locator("#limits").locator("..").locator("..")).to_contain_text("提交复议答复和证据")
    act(page, "登记受理", case_number="泉港政行复〔2026〕7号")
    act(page, "登记提交答辩")
    act(
        page, "登记决定、裁判", decision="revoked", number="决〔2026〕7号", orders="责令重新答复", again="on",
        length="15", unit="working_day",
    )  # fmt: skip
    act(page, "登记收到决定、裁判")
    expect(page.locator(".note.care")).to_contain_text("责令的事项还没有履行完毕")
    office = desk("tuling-disclosure-office", script=script)
    office.goto(page.url)
    act(office, "重新办理这件申请")
    expect(office.locator(".messages, [role=status]").first).to_contain_text("申请已转为重新办理")
    act(office, "登记履行完毕", how="已重新答复")
    expect(office.locator(".note.stop")).to_contain_text("还没有重新办结")
    answer_anew(home)
    page.reload()
    act(page, "登记履行完毕", how="重新答复并送达")
    expect(page.locator("#course").locator("..").locator("..")).to_contain_text("登记履行完毕")
    page.goto("/desk/disputes/table/")
    page.get_by_role("link", name="1").first.click()
    expect(page.locator("tbody")).to_contain_text("泉港政行复〔2026〕7号")
