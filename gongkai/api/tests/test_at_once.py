"""Many calls at once with one key make one record; a killed site has everything or nothing of a document."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.error import URLError

import psycopg
import pytest

from gongkai.api.tests.conftest import a_document
from gongkai.api.tests.living import Site
from tests.house import tables

SERVER = "postgres://postgres@127.0.0.1:5432"
TIMES = 20


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Site]:
    """SQLite in a folder."""
    tables.lay(tmp_path / "site.sqlite3")
    site = Site(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")
    site.start()
    yield site
    site.kill()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Site]:
    """PostgreSQL, a database made for this and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_api_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        site = Site(tmp_path, f"{root}/{name}")
        try:
            site.start()
            yield site
        finally:
            site.kill()
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def at_once(site: Site, documents: list[dict[str, Any]]) -> list[int]:
    line = Barrier(len(documents))

    def one(document: dict[str, Any]) -> int:
        line.wait()
        return site.hand_over(document)[0]

    with ThreadPoolExecutor(len(documents)) as pool:
        return sorted(pool.map(one, documents))


def one_record(site: Site) -> None:
    assert at_once(site, [a_document()] * TIMES) == [200] * (TIMES - 1) + [201]
    told = site.check()
    assert (told["broken"], told["keys"]) == ([], [f"{site.prefix}/OA-2026-0008"])


def one_wins(site: Site) -> None:
    different = [a_document(source_key="OA-2", title=f"第{number}稿") for number in range(TIMES)]
    assert at_once(site, different) == [201] + [409] * (TIMES - 1)
    told = site.check()
    assert (told["broken"], len(told["keys"])) == ([], 2)


def nothing_half_done(site: Site) -> None:
    """Hand over without pause, kill the site in the middle, start it again, send everything again."""
    tried: list[str] = []
    taken: list[str] = []
    for _ in range(2):
        over = threading.Event()

        def work(over: threading.Event = over) -> None:
            while not over.is_set():
                key = f"OA-{len(tried)}"
                tried.append(key)
                try:
                    if site.hand_over(a_document(source_key=key))[0] == 201:
                        taken.append(key)
                except (URLError, HTTPException, OSError, ValueError):
                    return

        thread = threading.Thread(target=work)
        thread.start()
        deadline = time.monotonic() + 30
        before = len(taken)
        while len(taken) < before + 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        site.kill()
        over.set()
        thread.join()
        told = site.check()
        assert told["broken"] == []
        assert {f"{site.prefix}/{key}" for key in taken} <= set(told["keys"])
        site.start()
    answers = {key: site.hand_over(a_document(source_key=key))[0] for key in tried}
    assert {answers[key] for key in taken} == {200}
    assert set(answers.values()) <= {200, 201}
    told = site.check()
    assert (told["broken"], len(told["keys"])) == ([], len(tried))


@pytest.mark.slow
def test_twenty_at_once_are_one_record(embedded: Site) -> None:
    one_record(embedded)
    one_wins(embedded)


@pytest.mark.slow
@pytest.mark.postgres
def test_twenty_at_once_are_one_record_on_postgresql(server: Site) -> None:
    one_record(server)
    one_wins(server)


@pytest.mark.slow
def test_a_killed_site_leaves_nothing_half_done(embedded: Site) -> None:
    nothing_half_done(embedded)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_killed_site_leaves_nothing_half_done_on_postgresql(server: Site) -> None:
    nothing_half_done(server)
