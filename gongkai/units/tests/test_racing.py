"""Two administrators at the same moment: what excludes each other never comes about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.house import tables

ROOT = Path(__file__).parents[3]
SERVER = "postgres://postgres@127.0.0.1:5432"


def race(home: Path, url: str) -> Any:
    surroundings = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
    command = [sys.executable, "-m", "gongkai.units.tests.racing"]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_one_wins(said: Any) -> None:
    assert all(pair == ["done", "duties-excluded"] for pair in said["duties"]), said["duties"]
    assert all(pair == ["done", "link-circle"] for pair in said["links"]), said["links"]
    assert said["last"] == [["done", "last-administrator"]]
    assert said["broken"] == []


@pytest.mark.slow
def test_one_of_two_wins_on_sqlite(tmp_path: Path) -> None:
    tables.lay(tmp_path / "gongkai.sqlite3")
    assert_one_wins(race(tmp_path, ""))


@pytest.mark.slow
@pytest.mark.postgres
def test_one_of_two_wins_on_postgresql(tmp_path: Path) -> None:
    base = (os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres").replace("postgresql://", "postgres://")
    root, name = base.rsplit("/", 1)[0], f"gongkai_units_race_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            assert_one_wins(race(tmp_path, f"{root}/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
