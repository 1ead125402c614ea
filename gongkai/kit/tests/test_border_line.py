"""The public side's connection to SQLite stays open: as tight and as fresh at the next request as at the first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

from gongkai.kit.border.sqlite3.base import DatabaseWrapper

pytestmark = pytest.mark.django_db
ROWS = 500


def made(path: Path, first: int) -> None:
    """A database with units counted from `first`, two publications of which one is replaced, and a private table."""
    with closing(sqlite3.connect(path)) as own:
        own.execute("PRAGMA journal_mode=WAL")
        own.execute("CREATE TABLE units_agency (id INTEGER)")
        own.executemany("INSERT INTO units_agency VALUES (?)", [(first + one,) for one in range(ROWS)])
        own.execute("CREATE TABLE records_publication (id INTEGER, state TEXT)")
        own.execute("INSERT INTO records_publication VALUES (1, 'published'), (2, 'replaced')")
        own.execute("CREATE TABLE records_content (id INTEGER)")
        own.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made(tmp_path / "site.sqlite3", 0)
    return tmp_path / "site.sqlite3"


@pytest.fixture
def line(path: Path) -> Iterator[DatabaseWrapper]:
    told = connections["public"].settings_dict | {"NAME": str(path), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    told["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"}
    made = DatabaseWrapper(told, "line")
    yield made
    made.close()


def asked(line: DatabaseWrapper, statement: str) -> list[Any]:
    with line.cursor() as cursor:
        return list(cursor.execute(statement).fetchall())


def write(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as own:
        for statement in statements:
            own.execute(statement)


def between_requests(line: DatabaseWrapper) -> None:
    """What Django does when one is over and the next begins."""
    line.close_if_unusable_or_obsolete()
    line.close_if_unusable_or_obsolete()


def test_one_connection_serves_many_requests_and_is_watched_in_each(line: DatabaseWrapper) -> None:
    asked(line, "SELECT 1")
    first = line.connection
    for _ in range(3):
        between_requests(line)
        assert asked(line, "SELECT count(*) FROM units_agency") == [(ROWS,)]
        assert asked(line, "SELECT id FROM records_publication") == [(1,)]
        for statement in ("SELECT * FROM records_content", "SELECT * FROM main.records_publication"):
            with pytest.raises(DatabaseError, match=r"not authorized|prohibited"):
                asked(line, statement)
    assert line.connection is first


def test_what_one_request_read_by_half_does_not_hold_the_next_back(line: DatabaseWrapper, path: Path) -> None:
    cursor = line.cursor()
    cursor.execute("SELECT id FROM units_agency")
    assert cursor.fetchone() == (0,)
    write(path, "DELETE FROM units_agency")
    # The very thing that must not last: it still sees what was there when it began.
    assert asked(line, "SELECT count(*) FROM units_agency") == [(ROWS,)]
    between_requests(line)
    assert asked(line, "SELECT count(*) FROM units_agency") == [(0,)]


def test_another_file_in_the_place_is_the_one_that_answers(line: DatabaseWrapper, path: Path) -> None:
    assert asked(line, "SELECT min(id) FROM units_agency") == [(0,)]
    made(path.with_name("restored"), 1000)
    path.with_name("restored").replace(path)
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    between_requests(line)
    assert asked(line, "SELECT min(id) FROM units_agency") == [(1000,)]
    assert asked(line, "SELECT id FROM records_publication") == [(1,)]


def test_tables_changed_meanwhile_are_seen_as_they_are_now(line: DatabaseWrapper, path: Path) -> None:
    assert asked(line, "SELECT * FROM records_publication") == [(1, "published")]
    write(
        path, "ALTER TABLE records_publication ADD COLUMN note TEXT DEFAULT 'n'",
        "INSERT INTO records_publication VALUES (3, 'replaced', 'x'), (4, 'withdrawn', 'y')",
    )  # fmt: skip
    between_requests(line)
    assert asked(line, "SELECT id, note FROM records_publication ORDER BY id") == [(1, "n"), (4, "y")]
