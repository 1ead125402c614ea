"""While some publish, some withdraw and the index is built anew, searching answers whole, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from gongkai.search.tests.searching_race import MOVING, STANDING
from tests.house import tables
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
WRITERS = 2


class Town:
    """A database of its own, reached by processes of their own."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
        self.ask("prepare")

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "gongkai.search.tests.searching_race", *words]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def answer(self, process: subprocess.Popen[str]) -> Any:
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        return json.loads(said)

    def ask(self, *words: str) -> Any:
        return self.answer(self.start(*words))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Town]:
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_searching_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield Town(tmp_path, f"{root}/{name}")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def raced(town: Town) -> None:
    busy = [*(town.start("write", str(who)) for who in range(1, WRITERS + 1)), town.start("build")]
    reading = [town.start("read", "25") for _ in range(2)]
    assert [town.answer(process) for process in busy] == [None, None, None]
    assert [town.answer(process) for process in reading] == [[], []]
    town.ask("build")
    assert town.ask("read", "1") == []
    assert town.ask("count") == [STANDING, MOVING * WRITERS]


@pytest.mark.slow
def test_searching_beside_publishing_on_sqlite(tmp_path: Path) -> None:
    tables.lay(tmp_path / "search.sqlite3")
    raced(Town(tmp_path, f"sqlite:///{tmp_path / 'search.sqlite3'}"))


@pytest.mark.slow
@pytest.mark.postgres
def test_searching_beside_publishing_on_postgresql(server: Town) -> None:
    raced(server)
