"""Many at once: one wins and the others are told. A killed process leaves nothing half done."""

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


class Place:
    """A database of its own, reached by processes of their own."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
        self.ask("prepare")

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "gongkai.records.tests.racing", *words]
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def ask(self, *words: str) -> Any:
        process = self.start(*words)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(said)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """SQLite in a folder."""
    home = tmp_path_factory.mktemp("race")
    tables.lay(home / "race.sqlite3")
    return Place(home, f"sqlite:///{home / 'race.sqlite3'}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """PostgreSQL, a database made for this and dropped after."""
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0], f"gongkai_race_{os.getpid()}"
    root = root.replace("postgresql://", "postgres://")
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield Place(tmp_path_factory.mktemp("race"), f"{root}/{name}")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def one_wins(place: Place, act: str, code: str) -> None:
    became = place.ask("race", act, "6")
    assert sorted(became) == sorted(["done", *[code] * 5])
    assert place.ask("check")["halves"] == []


RACES = [("pass", "changed-meanwhile"), ("take", "taken"), ("change", "changed-meanwhile")]


@pytest.mark.slow
@pytest.mark.parametrize(("act", "code"), RACES)
def test_of_six_at_once_one_wins(embedded: Place, act: str, code: str) -> None:
    one_wins(embedded, act, code)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize(("act", "code"), RACES)
def test_of_six_at_once_one_wins_on_postgresql(server: Place, act: str, code: str) -> None:
    one_wins(server, act, code)


def submitted_once(place: Place) -> None:
    became = place.ask("race", "submit", "6")
    assert became.count("done") == 1
    assert set(became) <= {"done", "changed-meanwhile", "wrong-state"}
    assert place.ask("check")["halves"] == []


@pytest.mark.slow
def test_six_submissions_at_once_are_one(embedded: Place) -> None:
    submitted_once(embedded)


@pytest.mark.slow
@pytest.mark.postgres
def test_six_submissions_at_once_are_one_on_postgresql(server: Place) -> None:
    submitted_once(server)
    became = server.ask("race", "pass_or_recall", "6")
    assert became.count("done") == 1


def killed(place: Place, times: int) -> None:
    made = 0
    for _ in range(times):
        process = place.start("work")
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(random.uniform(0.05, 0.6))
        process.kill()
        process.communicate()
        state = place.ask("check")
        assert state["halves"] == []
        made = state["records"]
    assert made > 0


@pytest.mark.slow
def test_a_killed_process_leaves_nothing_half_done(embedded: Place) -> None:
    killed(embedded, 3)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_killed_process_leaves_nothing_half_done_on_postgresql(server: Place) -> None:
    killed(server, 3)
