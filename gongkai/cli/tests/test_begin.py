"""The first administrators of an empty site, from the command line."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.house import tables

COMMAND = (sys.executable, "-c", "from gongkai.cli.main import main; main()")


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    surroundings = kept | {"GONGKAI_HOME": str(home)}
    return subprocess.run([*COMMAND, *words], env=surroundings, capture_output=True, text=True, check=False)


def test_three_administrators_are_made_once_and_their_passwords_told_once(tmp_path: Path) -> None:
    words = ("begin", "--code", "QZ-QG", "--name", "泉州市泉港区人民政府", "--short", "泉港区")
    done = run(tmp_path, *words)
    assert done.returncode == 0, done.stderr
    told = [line.split() for line in done.stdout.splitlines()]
    assert [row[1] for row in told] == ["system", "security", "audit"]
    assert len({row[2] for row in told}) == 3
    again = run(tmp_path, *words)
    assert (again.returncode, again.stdout) == (2, "")
    assert "平台已有管理员" in again.stderr
    with closing(sqlite3.connect(tmp_path / "gongkai.sqlite3")) as base:
        kept = base.execute("SELECT kind, must_change_password FROM units_duty JOIN units_person p ON p.id = person_id")
        assert sorted(kept.fetchall()) == [
            ("audit_administrator", 1), ("security_administrator", 1), ("system_administrator", 1),
        ]  # fmt: skip


def test_one_person_is_not_all_three(tmp_path: Path) -> None:
    tables.lay(tmp_path / "gongkai.sqlite3")
    done = run(
        tmp_path, "begin", "--code", "QZ", "--name", "某市", "--short", "某市", "--system", "x.y", "--audit", "x.y"
    )
    assert done.returncode == 2
    assert "三个不同的人" in done.stderr
