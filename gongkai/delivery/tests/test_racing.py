"""Many clerks and the worker at once: one batch, sent once, signed for once; on both databases."""

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
from tests.house.words import ROOT

SERVER = "postgres://postgres@127.0.0.1:5432"
TIMES = 4
pytestmark = pytest.mark.slow


def raced(home: Path, url: str) -> Any:
    environment = {**os.environ, "GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url}
    command = [sys.executable, "-m", "gongkai.delivery.tests.racing", str(TIMES)]
    process = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def one_each(became: Any) -> None:
    assert became["prepare"] == ["done"] * TIMES
    assert (became["batches"], became["items"], became["broken"]) == (1, 1, [])
    assert became["send"] == sorted(["done", *["with-the-hall"] * (TIMES - 1)])
    assert became["receive"] == sorted(["done", *["not-sent"] * (TIMES - 1)])


def test_at_once_on_the_embedded_database(tmp_path: Path) -> None:
    tables.lay(tmp_path / "race.sqlite3")
    one_each(raced(tmp_path, f"sqlite:///{tmp_path / 'race.sqlite3'}"))


@pytest.mark.postgres
def test_at_once_on_the_server(tmp_path: Path) -> None:
    base = os.environ.get("GONGKAI_DATABASE_URL") or f"{SERVER}/postgres"
    root, name = base.rsplit("/", 1)[0].replace("postgresql://", "postgres://"), f"gongkai_deliver_{os.getpid()}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            one_each(raced(tmp_path, f"{root}/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
