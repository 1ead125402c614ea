"""A publisher at work: the queue, one by one and many at once, a time, a withdrawal; the public page after each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import COMMAND, _wait_for, free_port
from tests.browser.test_accessibility import found_by_axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Desk = Callable[..., Page]
PASSWORD = "Qz-Gongkai-26"
# Signed records: some ready, one late, one held back by an embargo, one with an attachment already public.
SEED = """
import os
from datetime import timedelta
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from gongkai.kit import clock
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment
from gongkai.units.models import Agency
from gongkai.units.passwords import set_password
unit = Agency.objects.create(
    code="tuling", name="泉港区涂岭镇人民政府", short="涂岭镇", level="town", index_code="QZ04112"
)
for person in making.people(unit).values():
    set_password(person, os.environ["DESK_PASSWORD"], must_change=False, now=clock.now())
now = clock.now()
day = (now - timedelta(days=1)).date().isoformat()
def signed(title, formed_on=day, **more):
    return making.an_approved(unit, now=now, title=title, doc_number="", formed_on=formed_on, **more)
public = signed("农村公路养护办法", files=[an_attachment(1)])
publish_record(public.pk, actor=making.actor(making.people(unit)["publisher"], now.date()), now=now)
for at in range(1, 6):
    signed(f"第{at}号防火通知")
signed("决算公开说明", (now - timedelta(days=60)).date().isoformat())
signed("项目申报通知", embargo_until=(now + timedelta(days=3)).isoformat())
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of one town with signed records."""
    home = tmp_path_factory.mktemp("press")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    around = kept | {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    around["DESK_PASSWORD"] = PASSWORD
    subprocess.run([sys.executable, "-c", SEED], env=around, check=True, capture_output=True, timeout=300)
    port = free_port()
    with Path(home / "server.log").open("wb") as log:
        server = subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=around, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=60)


@pytest.fixture
def desk(browser: Browser, press: str) -> Iterator[Desk]:
    """The queue of the publisher, signed in; an error in the console fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(width: int = 1280, *, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=script, base_url=press
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/account/login/?next=/desk/publishing/")
        page.locator("input[name=login]").fill("tuling-publisher")
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url("**/desk/publishing/")
        return page

    yield make
    for context in contexts:
        context.close()
    assert [error for error in errors if "the server responded with a status of 4" not in error] == []


def opened(page: Page, title: str) -> None:
    page.goto("/desk/publishing/")
    page.locator("tr", has_text=title).get_by_role("link", name="办理发布").click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_publishing_puts_the_page_in_public(desk: Desk, script: bool) -> None:
    page, title = desk(script=script), f"第{1 if script else 2}号防火通知"
    opened(page, title)
    page.get_by_role("button", name="发布", exact=True).click()
    page.wait_for_url("**/desk/publishing/")
    page.locator("section", has_text="最近发布").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator(".meta")).to_contain_text("QZ04112-0105-")


def test_many_at_once_with_progress(desk: Desk) -> None:
    page = desk()
    for title in ("第3号防火通知", "第4号防火通知"):
        page.locator("tr", has_text=title).get_by_role("checkbox").check()
    page.get_by_role("button", name="成批发布").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator("[data-progress]")).to_have_text("第 2 件，共 2 件")
    expect(page.locator("td", has_text="已发布")).to_have_count(2)
    assert page.url.endswith("/desk/publishing/bulk/")


def test_what_is_held_back_says_until_when(desk: Desk) -> None:
    page = desk()
    page.locator("tr", has_text="项目申报通知").get_by_role("link", name="查看原因").click()
    expect(page.locator("section", has_text="发布条件")).to_contain_text("提前公开")
    expect(page.get_by_role("button", name="发布", exact=True)).to_be_disabled()


def test_a_withdrawal_is_confirmed_by_fetching_the_public_address(desk: Desk) -> None:
    page = desk()
    page.locator("li", has_text="农村公路养护办法").get_by_role("link", name="撤回").click()
    page.get_by_label("撤回原因").fill("附表数据有误，更正后重新公开。")
    page.get_by_role("button", name="撤回").click()
    page.wait_for_url("**/desk/publishing/")
    answer = page.goto("/records/QZ04112-0105-2026-00001/")
    assert answer is not None and answer.status == 410
    expect(page.locator("main")).to_contain_text("附表数据有误")
    for _ in range(60):
        page.goto("/desk/publishing/")
        if page.get_by_text("等待按公开网址核对").count() == 0:
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_text("没有确认撤下")).to_have_count(0)
    page.goto("/desk/records/1/publish/")
    expect(page.locator("main")).to_contain_text("已按公开网址核对，确认撤下")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_fit(desk: Desk, width: int) -> None:
    page = desk(width)
    record = "/desk/records/8"
    for address in ("/desk/publishing/", f"{record}/publish/", f"{record}/preview/", "/records/", "/"):
        page.goto(address)
        assert found_by_axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
