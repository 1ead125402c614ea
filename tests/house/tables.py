"""The tables of the tests on SQLite: the real migrations run once; every worker and later run takes a copy.

Django's own `migrate` still runs on each copy, so that a migration the copy does not know yet is applied as always;
`gongkai/kit/tests/test_migrations.py` proves that a copy and a database migrated from nothing are the same.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django

from tests.house.words import ROOT

MADE_BY = ("gongkai/*/migrations/*.py", "gongkai/*/triggers*.py", "requirements.lock")
REMEMBERED = 8


def kept() -> Path:
    """Where the copy belongs that fits these migrations, packages and SQLite; it need not be there."""
    digest = hashlib.sha256(f"{ROOT} {django.__version__} {sqlite3.sqlite_version}".encode())
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return _folder() / f"{digest.hexdigest()[:24]}.sqlite3"


def lay(file: Path) -> None:
    """Put the tables at `file` before another process migrates it; where there is no copy yet, one is made."""
    copy = kept()
    with _alone(copy):
        if not copy.exists():
            _build(copy)
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as laid:
        _load(copy, laid)


@contextmanager
def copied(creation: Any) -> Iterator[None]:
    """While this holds, a test database made by `creation` begins with the copy; without one it leaves one."""
    create, begin, connection = creation.create_test_db, creation._create_test_db, creation.connection
    file = kept()

    def begin_with_copy(*args: Any, **kwargs: Any) -> str:
        name: str = begin(*args, **kwargs)
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        _load(file, connection.connection)
        return name

    def create_and_keep(*args: Any, **kwargs: Any) -> str:
        with _alone(file):
            name: str = create(*args, **kwargs)
            if not file.exists():
                _save(connection.connection, file)
        return name

    creation.create_test_db, creation._create_test_db = create_and_keep, begin_with_copy
    try:
        yield
    finally:
        del creation.create_test_db, creation._create_test_db


def _folder() -> Path:
    """A folder of this user only: what lies there is trusted."""
    folder = Path(tempfile.gettempdir()) / f"gongkai-tables-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise RuntimeError(f"{folder} belongs to somebody else")
    return folder


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One builds; the others wait for the copy."""
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load(file: Path, into: sqlite3.Connection) -> None:
    if file.exists():
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            copy.backup(into)


def _build(copy: Path) -> None:
    """Migrate a home of its own from nothing in another process and keep what came out."""
    around = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    with tempfile.TemporaryDirectory() as home:
        around |= {"GONGKAI_HOME": home, "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], cwd=ROOT, env=around, check=True)
        with closing(sqlite3.connect(Path(home) / "gongkai.sqlite3")) as made:
            _save(made, copy)


def _save(tables: sqlite3.Connection, file: Path) -> None:
    beside = file.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(beside)) as copy:
        tables.backup(copy)
    beside.replace(file)
    for old in sorted(file.parent.glob("*.sqlite3"), key=lambda one: one.stat().st_mtime)[:-REMEMBERED]:
        old.unlink(missing_ok=True)
        old.with_suffix(".lock").unlink(missing_ok=True)
