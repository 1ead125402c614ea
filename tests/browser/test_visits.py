"""A visit is counted once, with script and without, and what the browser sends for it says nothing of the visitor."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.towns import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
SPIDER = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
RECORDS = 'made = making.a_published(unit, title="关于做好春季森林防火工作的通知")\n'
# What every browser sends with every request, and the address of the page.
PLAIN = {
    "accept", "accept-encoding", "accept-language", "cache-control", "connection", "content-length", "content-type",
    "host", "origin", "pragma", "priority", "user-agent",
}  # fmt: skip
SETTLED = 0.7
Look = Callable[..., Page]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("visited")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home, RECORDS) as made:
        yield made


@pytest.fixture
def asked() -> list[Request]:
    """What the browser asked of the counting addresses."""
    return []


@pytest.fixture
def look(browser: Browser, address: str, asked: list[Request]) -> Iterator[Look]:
    """Look at a page as somebody: a reader with script, or as told."""
    contexts = []

    def make(path: str, *, script: bool = True, agent: str = READER, cookies: dict[str, str] | None = None) -> Page:
        context = browser.new_context(base_url=address, java_script_enabled=script, user_agent=agent)
        context.add_cookies([{"name": one, "value": value, "url": address} for one, value in (cookies or {}).items()])
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: asked.append(one) if "/visit" in one.url else None)
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield make
    for context in contexts:
        context.close()


def counted(home: Path) -> dict[tuple[str, str], int]:
    """How often each unit's column was visited so far, once nothing more comes."""
    time.sleep(SETTLED)
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as base:
        return {(row[0], row[1]): row[2] for row in base.execute(
            "SELECT agency_code, column_code, sum(count) FROM columns_visit GROUP BY 1, 2"
        )}  # fmt: skip


def more(home: Path, before: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {key: count - before.get(key, 0) for key, count in counted(home).items() if count != before.get(key, 0)}


def headers_of(request: Request) -> dict[str, Any]:
    """Everything that went over the line, but what says how the request was made."""
    return {
        name: value for name, value in request.all_headers().items() if not name.startswith(("sec-", ":"))
    }  # fmt: skip


@pytest.mark.parametrize(("script", "method", "path"), [(True, "POST", "/visit"), (False, "GET", "/visit.gif")])
def test_one_view_is_one_visit_and_says_nothing_of_the_visitor(
    look: Look, asked: list[Request], home: Path, *, script: bool, method: str, path: str
) -> None:
    before = counted(home)
    look("/units/tuling/?from=a-friend", script=script)
    assert more(home, before) == {("tuling", "units"): 1}
    (one,) = asked
    assert (one.method, one.url.split("/visit")[1].partition("?")[0]) == (method, path.removeprefix("/visit"))
    sent = headers_of(one)
    assert set(sent) - PLAIN == set()
    told = (one.post_data or "") if script else one.url.partition("?")[2]
    assert told in ("p=%2Funits%2Ftuling%2F", "p=/units/tuling/")
    assert "a-friend" not in repr(sent) + one.url + told
    answer = one.response()
    assert answer is not None and "set-cookie" not in answer.all_headers()


def test_cookies_there_may_be_are_not_sent_with_it(look: Look, asked: list[Request], home: Path) -> None:
    before = counted(home)
    page = look("/", cookies={"sessionid": "somebody", "size": "large"})
    assert {one["name"] for one in page.context.cookies()} >= {"sessionid"}
    assert more(home, before) == {("", "home"): 1}
    assert "cookie" not in headers_of(asked[0])


def test_each_view_counts_once_and_looking_around_in_it_does_not(look: Look, asked: list[Request], home: Path) -> None:
    before = counted(home)
    page = look("/records/")
    page.keyboard.press("End")
    page.evaluate("history.pushState(null, '', '/records/?x=1'); dispatchEvent(new Event('pageshow'))")
    assert more(home, before) == {("", "contents"): 1}
    page.reload()
    page.wait_for_load_state("networkidle")
    assert more(home, before) == {("", "contents"): 2}
    assert len(asked) == 2


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("agent", [SPIDER, "Mozilla/5.0 HeadlessChrome/140.0.0.0", "curl/8.0"])
def test_a_machine_is_not_counted(look: Look, asked: list[Request], home: Path, agent: str, *, script: bool) -> None:
    before = counted(home)
    look("/units/tuling/", script=script, agent=agent)
    assert len(asked) == 1
    assert more(home, before) == {}


def test_the_staff_side_counts_nothing(look: Look, asked: list[Request], home: Path) -> None:
    before = counted(home)
    look("/account/login/")
    assert (asked, more(home, before)) == ([], {})
