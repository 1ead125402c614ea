"""Many issue at once: no number twice, none left out. Two sign at once: one verdict, and the other is told."""

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

from gongkai.requests.tests.papers_race import HEADS
from tests.house import tables
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
MANY, PROCESSES = 6, 2


class Office:
    """A database of its own, reached by processes of their own."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "gongkai.requests.tests.papers_race", *words]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def ask(self, *words: str) -> Any:
        return self.answers([self.start(*words)])[0]

    def answers(self, processes: list[subprocess.Popen[str]]) -> list[Any]:
        said = [process.communicate(timeout=240)[0] for process in processes]
        assert [process.returncode for process in processes] == [0] * len(processes)
        return [json.loads(one) for one in said]


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a PostgreSQL database made for one test and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_papers_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{root}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def raced(office: Office) -> None:
    office.ask("prepare", str(MANY))
    shares = [office.start("issue", str(turn), str(PROCESSES)) for turn in range(PROCESSES)]
    numbers = [number for share in office.answers(shares) for number in share]
    words = office.answers([office.start("sign", login) for login in HEADS])
    assert sorted(words) in (["not-allowed", "passed"], ["not-in-review", "passed"])
    found = office.ask("check")
    assert found["serials"] == list(range(1, MANY + 1)) and len(set(numbers)) == MANY
    assert (found["last"], found["verdicts"], found["broken"]) == (MANY, 1, [])


@pytest.mark.slow
def test_numbers_and_verdicts_when_many_press_at_once(tmp_path: Path) -> None:
    tables.lay(tmp_path / "papers.sqlite3")
    raced(Office(tmp_path, f"sqlite:///{tmp_path / 'papers.sqlite3'}"))


@pytest.mark.slow
@pytest.mark.postgres
def test_the_same_on_postgresql(database: str, tmp_path: Path) -> None:
    raced(Office(tmp_path, database))
