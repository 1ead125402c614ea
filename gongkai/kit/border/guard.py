"""SQLite's own watchman: every statement is looked at before it is carried out, whoever wrote it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from gongkai.kit.border.tables import TABLES, addable, countable, readable

Watchman = Callable[[int, str | None, str | None, str | None, str | None], int]
HARMLESS = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_RECURSIVE}
)
# A full-text table asks these of itself; other settings of the connection are not the public's.
OWN_PRAGMAS = frozenset({"data_version"})
# What opening a full-text table looks like. A statement that really wrote there is refused by SQLite itself, as long as
# the schema is not made writable, which is one of the settings above that are not the public's.
OPENING = {sqlite3.SQLITE_UPDATE: None, sqlite3.SQLITE_READ: "ROWID"}
SCHEMA = "sqlite_master"
NO_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})


def watchman(*, rows: bool) -> Watchman:
    """The function that allows or denies. With `rows` a table with hidden rows is read through its view only."""
    may_read, may_count, may_add = readable(), countable(), addable()
    some = {table.name: frozenset(table.columns) for table in TABLES if table.columns}
    veiled = frozenset(table.name for table in TABLES if table.hidden) if rows else frozenset()

    def look(act: int, first: str | None, second: str | None, base: str | None, inner: str | None) -> int:
        if act in HARMLESS or (first == SCHEMA and act in OPENING and OPENING[act] in (None, second)):
            allowed = True
        elif act == sqlite3.SQLITE_READ:
            seen = base == "temp" or first not in veiled or inner == first
            allowed = first in may_read and seen and (first not in some or not second or second in some[first])
        elif act == sqlite3.SQLITE_INSERT:
            allowed = first in may_add
        elif act == sqlite3.SQLITE_UPDATE:
            allowed = first in may_count
        elif act == sqlite3.SQLITE_FUNCTION:
            allowed = (second or "").lower() not in NO_FUNCTIONS
        else:
            allowed = act == sqlite3.SQLITE_PRAGMA and first in OWN_PRAGMAS and second is None
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return look


def veil(connection: Any) -> None:
    """Hide the rows that are not public: a view of this connection stands before each such table."""
    connection.execute("PRAGMA temp_store = MEMORY")
    for table in TABLES:
        if table.hidden:
            connection.execute(
                f'CREATE TEMP VIEW "{table.name}" AS SELECT * FROM main."{table.name}" WHERE NOT ({table.hidden})'
            )


@contextmanager
def guarded(shared: Any) -> Iterator[None]:
    """Watch a connection that serves both sides while the block runs. Other databases have roles for this."""
    connection = shared.connection if shared.vendor == "sqlite" else None
    if connection is None:
        yield
        return
    connection.set_authorizer(watchman(rows=False))
    try:
        yield
    finally:
        if shared.connection is connection:
            connection.set_authorizer(None)
