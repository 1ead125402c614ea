"""`gongkai work`: it shows its pulse, ends on a word, and ends with the process beside which it runs."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.house import tables

COMMAND = (sys.executable, "-m", "gongkai.cli")
PATIENCE = 60


def surroundings(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return kept | {"GONGKAI_HOME": str(home)}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with tables."""
    made = tmp_path_factory.mktemp("work")
    tables.lay(made / "gongkai.sqlite3")
    migrate = (
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
    )
    settings = surroundings(made) | {"DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    subprocess.run([sys.executable, "-c", migrate], env=settings, check=True)
    yield made


def pulses(home: Path) -> int:
    with closing(sqlite3.connect(home / "gongkai.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM kit_heartbeat").fetchone()[0])


def until(home: Path, wanted: int) -> bool:
    for _ in range(PATIENCE * 5):
        if pulses(home) == wanted:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_it_works_until_it_is_told(home: Path) -> None:
    worker = subprocess.Popen([*COMMAND, "work"], env=surroundings(home), stderr=subprocess.PIPE, text=True)
    assert until(home, 1)
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert "后台进程已启动" in said
    assert pulses(home) == 0


@pytest.mark.slow
def test_it_ends_with_the_process_beside_which_it_runs(home: Path) -> None:
    # The shell stays the parent, and is killed without a word.
    beside = f'"{sys.executable}" -m gongkai.cli work --beside $$; true'
    shell = subprocess.Popen(["/bin/sh", "-c", beside], env=surroundings(home))
    assert until(home, 1)
    shell.kill()
    shell.wait()
    assert until(home, 0)


def test_without_tables_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run([*COMMAND, "work"], env=surroundings(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "没有数据库" in done.stderr
