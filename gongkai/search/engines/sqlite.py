"""SQLite: FTS5 over rows of tokens. The row of a document is found by its id, and newest first is its own order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from gongkai.search.engines.terms import ANYWHERE, Entry, Parts, Sought
from gongkai.search.facets import EVERY
from gongkai.search.question import Word
from gongkai.search.slots import COLUMNS
from gongkai.search.text import grams

MANY = 500


def write(slot: str, entries: Iterable[Entry]) -> None:
    """Put entries into a copy; those that are there are replaced."""
    rows: list[tuple[Any, ...]] = [
        (one.id, *(_row(getattr(one, name)) for name in COLUMNS), " ".join(one.facets)) for one in entries
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM search_index_{slot} WHERE rowid = %s", [row[:1] for row in rows])
        cursor.executemany(
            f"INSERT INTO search_index_{slot} (rowid, {', '.join(COLUMNS)}, facets) VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def newest(slot: str, sought: Sought, limit: int) -> list[int]:
    """The ids of what is found, newest first, at most `limit`."""
    table = f"search_index_{slot}"
    joined, where = "", ""
    if sought.conditions:
        # The index goes first, in its own order: it stops as soon as enough are found.
        joined = f"CROSS JOIN search_document d ON d.id = {table}.rowid"
        where = "".join(f" AND {one}" for one in sought.conditions)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table}.rowid FROM {table} {joined} WHERE {table} MATCH %s{where} "
            f"ORDER BY {table}.rowid DESC LIMIT %s",
            [expression(sought), *sought.values, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def expression(sought: Sought) -> str:
    """The whole question in the language of FTS5. Tokens are letters and digits only: nothing typed can act in it."""
    columns = "{title numbers keywords body}" if sought.where == ANYWHERE else sought.where
    parts = [f"{columns} : {_phrase(one)}" for one in sought.question.wanted]
    parts += [f"facets : ({' OR '.join(group)})" for group in sought.facets]
    wanted = " AND ".join(parts or [f"facets : {EVERY}"])
    excluded = "".join(f" NOT {columns} : {_phrase(one)}" for one in sought.question.excluded)
    return f"({wanted}){excluded}"


def parts(slot: str, ids: Sequence[int]) -> list[Parts]:
    """The parts of these documents, in any order."""
    found = []
    with connection.cursor() as cursor:
        for few in _few(ids):
            cursor.execute(
                f"SELECT rowid, {', '.join(COLUMNS)} FROM search_index_{slot} WHERE rowid IN ({_marks(few)})", few
            )
            found += [Parts(*row) for row in cursor.fetchall()]
    return found


def needle(word: Word) -> str:
    """What stands in the parts wherever the word is found."""
    return word.gram_needle


def whole(word: Word) -> str:
    """What a part is that consists of the word alone."""
    return word.gram_whole


def present(slot: str, ids: Sequence[int]) -> set[int]:
    """Which of these documents the copy holds."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for few in _few(ids):
            cursor.execute(f"SELECT rowid FROM search_index_{slot} WHERE rowid IN ({_marks(few)})", few)
            found |= {row[0] for row in cursor.fetchall()}
    return found


def _row(canonical: str) -> str:
    tokens = grams(canonical)
    return f" {' '.join(tokens)} " if tokens else ""


def _phrase(word: Word) -> str:
    tokens = " + ".join(f'"{token}"' for token in word.tokens)
    return f"{tokens}*" if word.prefix else tokens


def _few(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(ids))
