"""Fifty publish at once: no number twice, no number left out. A process killed while publishing leaves no half."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.house import tables
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
MANY = 50
PROCESSES = 5


class Press:
    """A database of its own with signed records, reached by processes of their own."""

    def __init__(self, home: Path, url: str, signed: int) -> None:
        self.environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
        self.ask("prepare", str(signed))

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "gongkai.records.tests.publishing_race", *words]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def ask(self, *words: str) -> Any:
        return self.answer(self.start(*words))

    def answer(self, process: subprocess.Popen[str]) -> Any:
        said, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        return json.loads(said)


def embedded(folder: Path, signed: int) -> Press:
    tables.lay(folder / "press.sqlite3")
    return Press(folder, f"sqlite:///{folder / 'press.sqlite3'}", signed)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """The address of a PostgreSQL database made for one test and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_press_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{root}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def whole(press: Press) -> int:
    found = press.ask("check")
    assert (found["halves"], found["strays"]) == ([], [])
    return int(found["publications"])


@pytest.mark.slow
@pytest.mark.postgres
def test_fifty_threads_on_postgresql_get_fifty_numbers_in_a_row(database: str, tmp_path: Path) -> None:
    press = Press(tmp_path, database, MANY)
    numbers = press.ask("threads")
    assert sorted(int(number[-5:]) for number in numbers) == list(range(1, MANY + 1))
    assert whole(press) == MANY


@pytest.mark.slow
def test_five_processes_on_sqlite_get_fifty_numbers_in_a_row(tmp_path: Path) -> None:
    press = embedded(tmp_path, MANY)
    running = [press.start("share", str(turn), str(PROCESSES)) for turn in range(PROCESSES)]
    numbers = [number for process in running for number in press.answer(process)]
    assert sorted(int(number[-5:]) for number in numbers) == list(range(1, MANY + 1))
    assert whole(press) == MANY


def killed(press: Press, times: int) -> None:
    for _ in range(times):
        process = press.start("work")
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(random.uniform(0.05, 1.0))
        process.kill()
        process.communicate()
    assert whole(press) > 0


@pytest.mark.slow
def test_a_process_killed_while_publishing_leaves_nothing_half_done(tmp_path: Path) -> None:
    killed(embedded(tmp_path, 8), 5)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_process_killed_while_publishing_leaves_nothing_half_done_on_postgresql(
    database: str, tmp_path: Path
) -> None:
    killed(Press(tmp_path, database, 8), 5)
