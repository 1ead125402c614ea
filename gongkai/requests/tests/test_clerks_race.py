"""Two clerks at once: of two acts on the same version one is done, and the other clerk is told by whom and what."""

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

from tests.house import tables
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
MANY = 4


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "gongkai.requests.tests.clerks_race", *words]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def answers(processes: list[subprocess.Popen[str]]) -> list[Any]:
    said = [process.communicate(timeout=240)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [json.loads(one) for one in said]


def raced(home: Path, url: str) -> None:
    environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
    (seen,) = answers([start(environment, "prepare", str(MANY))])
    # One goes from the first to the last, the other from the last to the first: they meet in the middle.
    back = dict(reversed(seen.items()))
    first, second = answers(
        [start(environment, "assign", json.dumps(seen)), start(environment, "split", json.dumps(back))]
    )
    lost = [said for pk in seen for said in (first[pk], second[pk]) if said != "done"]
    assert [(first[pk] == "done") != (second[pk] == "done") for pk in seen] == [True] * MANY
    for said in lost:
        code, _, sentence = said.partition(" ")
        assert code == "changed-meanwhile" and "2026-03-02 15:00" in sentence
        assert "disclosure_office" in sentence or "clerk" in sentence
    (found,) = answers([start(environment, "check")])
    split = sum(1 for said in second.values() if said == "done")
    assert found["numbers"] == [f"2026-{number:04d}" for number in range(1, MANY + split + 1)]
    assert found["broken"] == []


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a PostgreSQL database made for one test and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_clerks_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{root}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
def test_one_of_two_is_done_and_the_other_is_told(tmp_path: Path) -> None:
    tables.lay(tmp_path / "clerks.sqlite3")
    raced(tmp_path, f"sqlite:///{tmp_path / 'clerks.sqlite3'}")


@pytest.mark.slow
@pytest.mark.postgres
def test_the_same_on_postgresql(database: str, tmp_path: Path) -> None:
    raced(tmp_path, database)
