"""Visible within five seconds, gone within five seconds: asked of nginx, of the application and of the files alike."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.pages.conftest import COUNT, Clerk, Town, fetch

pytestmark = pytest.mark.slow
LIMIT = 5.0
# Where the process died, the worker's next round removes; how soon it comes depends on what else the machine does.
A_ROUND = 20.0
# Until a page is made anew as a file; the application answers meanwhile.
MADE = 300.0
LISTS = ("/", "/records/")


def seconds_until(holds: Callable[[], bool], limit: float = LIMIT) -> float:
    """How long it took; fails when it took longer than the limit."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < limit, f"not within {limit} s"
        time.sleep(0.02)
    return time.monotonic() - begun


def place(town: Town, address: str) -> Path:
    path = town.files / unquote(address).lstrip("/")
    return path / "index.html" if address.endswith("/") else path


def is_shown(town: Town, told: dict[str, str]) -> bool:
    """Whether page, file and lists show the record, at both servers."""
    for base in (town.front, town.own):
        page = fetch(base, told["page"])
        if page.status != 200 or told["title"] not in page.body.decode():
            return False
        if told["file"] and fetch(base, told["file"]).status != 200:
            return False
        if any(told["title"] not in fetch(base, address).body.decode() for address in LISTS):
            return False
    return True


def traces(town: Town, told: dict[str, str]) -> list[str]:
    """Where anything of a withdrawn record is still to be had."""
    found = []
    for base in (town.front, town.own):
        if fetch(base, told["page"]).status != 410:
            found.append(f"{base}{told['page']}")
        if told["file"] and fetch(base, told["file"]).status != 410:
            found.append(f"{base}{told['file']}")
        found += [f"{base}{one}" for one in LISTS if told["title"] in fetch(base, one).body.decode()]
    tree = place(town, told["page"]).parent
    found += [str(one) for one in tree.rglob("*") if one.is_file()] if tree.exists() else []
    return found


@pytest.fixture
def sleeping_worker(town: Town) -> Iterator[None]:
    """The worker stands still, as one that hangs."""
    pids = [
        int(one.name)
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and _is_worker_of(one, town.home)
    ]  # fmt: skip
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    yield
    for pid in pids:
        os.kill(pid, signal.SIGCONT)


def _is_worker_of(process: Path, home: Path) -> bool:
    try:
        words = process.joinpath("cmdline").read_bytes().split(b"\0")
        around = process.joinpath("environ").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"work" in words and b"--beside" in words and f"GONGKAI_HOME={home}".encode() in around


def test_visible_and_gone_in_time(town: Town, clerk: Clerk) -> None:
    told = clerk.do("publish 1")
    assert seconds_until(lambda: is_shown(town, told)) < LIMIT
    # The file itself, which nginx serves without asking anybody.
    seconds_until(lambda: all(place(town, one).is_file() for one in (told["page"], told["file"], *LISTS)), MADE)
    assert is_shown(town, told)
    told = clerk.do("withdraw 1")
    assert seconds_until(lambda: not traces(town, told)) < LIMIT
    stub = fetch(town.front, told["page"])
    assert "内容有误" in stub.body.decode()


def test_in_time_while_the_worker_hangs(town: Town, clerk: Clerk, sleeping_worker: None) -> None:
    told = clerk.do("publish 2")
    assert seconds_until(lambda: is_shown(town, told)) < LIMIT
    assert not place(town, told["page"]).exists()
    told = clerk.do("withdraw 2")
    assert seconds_until(lambda: not traces(town, told)) < LIMIT


def test_in_time_where_the_process_dies_right_after_its_commit(town: Town, hire: Callable[[], Clerk]) -> None:
    clerk = hire()
    told = clerk.do("publish 3")
    seconds_until(lambda: place(town, told["page"]).is_file() and place(town, told["file"]).is_file(), MADE)
    assert clerk.do("crash 3") == {}
    assert clerk.process.wait(timeout=10) == -signal.SIGKILL
    seconds_until(lambda: not traces(town, told), A_ROUND)


def test_never_stale_while_all_is_made_anew_without_pause(town: Town, clerk: Clerk, hire: Callable[[], Clerk]) -> None:
    """200 acts, while the worker and two more processes write the same pages and readers ask for them."""
    makers = (hire(), hire())
    for maker in makers:
        maker.say("make")
    over, errors = threading.Event(), []
    gone: list[dict[str, str]] = []

    def read() -> None:
        while not over.is_set():
            for told in gone[-5:]:
                status = fetch(town.front, told["page"]).status
                if status != 410:
                    errors.append(f"{told['page']} {status}")

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for number in range(COUNT - 100, COUNT):
            shown = clerk.do(f"publish {number}")
            assert fetch(town.front, shown["page"]).status == 200
            told = clerk.do(f"withdraw {number}")
            assert fetch(town.front, told["page"]).status == 410
            assert told["title"] not in fetch(town.front, "/").body.decode()
            gone.append(told)
    finally:
        over.set()
        for reader in readers:
            reader.join(timeout=30)
        for maker in makers:
            maker.leave()
    assert errors == []
    assert [one for told in gone for one in traces(town, told)] == []
