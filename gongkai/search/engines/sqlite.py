"""SQLite: FTS5 over rows of tokens. The row of a document is found by its id, and newest first is its own order."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from gongkai.search.engines.line import line
from gongkai.search.engines.terms import ANSWERS, ANYWHERE, Entry, Parts, Sought
from gongkai.search.facets import EVERY
from gongkai.search.question import Word
from gongkai.search.slots import COLUMNS
from gongkai.search.text import grams

MANY = 500
FIELDS = ", ".join((*COLUMNS, "facets"))


def write(slot: str, entries: Iterable[Entry]) -> None:
    """Put entries into a copy; those that are there are replaced."""
    sweep(slot)
    given = list(entries)
    with line().cursor() as cursor:
        for few in _few([one.id for one in given]):
            marks = _marks(few)
            cursor.execute(f"SELECT id, packed FROM search_parts_{slot} WHERE id IN ({marks})", few)
            _take_out(slot, cursor.fetchall())
        _say(slot, f"INSERT INTO search_index_{slot} (rowid, {FIELDS}) VALUES ({', '.join(['%s'] * 6)})", given)
        cursor.executemany(
            f"INSERT OR REPLACE INTO search_parts_{slot} (id, packed) VALUES (%s, %s)",
            [(one.id, _packed(one)) for one in given],
        )


def sweep(slot: str) -> None:
    """Take out what is left of documents that were removed."""
    with line().cursor() as cursor:
        cursor.execute(f"SELECT id, packed FROM search_gone_{slot}")
        gone = cursor.fetchall()
        if gone:
            _take_out(slot, gone)
            cursor.execute(f"DELETE FROM search_gone_{slot}")


def newest(slot: str, sought: Sought, limit: int) -> list[int]:
    """The ids of what is found, newest first, at most `limit`; none from a copy that does not answer any more."""
    table = f"search_index_{slot}"
    joined, where = "", f" AND {table}.rowid NOT IN (SELECT id FROM search_gone_{slot})"
    if sought.conditions:
        # The index goes first, in its own order: it stops as soon as enough are found.
        joined = f"CROSS JOIN search_document d ON d.id = {table}.rowid"
        where += "".join(f" AND {one}" for one in sought.conditions)
    with line().cursor() as cursor:
        cursor.execute(
            f"SELECT {table}.rowid FROM {table} {joined} WHERE {table} MATCH %s{where} AND {ANSWERS} "
            f"ORDER BY {table}.rowid DESC LIMIT %s",
            [expression(sought), *sought.values, slot, limit],
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
    with line().cursor() as cursor:
        for few in _few(ids):
            cursor.execute(f"SELECT id, packed FROM search_parts_{slot} WHERE id IN ({_marks(few)})", few)
            found += [Parts(number, *_unpacked(number, packed).parts) for number, packed in cursor.fetchall()]
    return found


def among(ids: Sequence[int]) -> tuple[str, list[Any]]:
    """The condition that a document `d` is one of these, and its values."""
    # Written out: parameters are limited in number, and the ids are the index's own whole numbers.
    return f"d.id IN ({', '.join(str(int(one)) for one in ids)})", []


def present(slot: str, ids: Sequence[int]) -> set[int]:
    """Which of these documents the copy holds."""
    found: set[int] = set()
    with line().cursor() as cursor:
        for few in _few(ids):
            cursor.execute(f"SELECT id FROM search_parts_{slot} WHERE id IN ({_marks(few)})", few)
            found |= {row[0] for row in cursor.fetchall()}
    return found


def _take_out(slot: str, rows: Iterable[tuple[int, bytes]]) -> None:
    """Tell the index exactly what it was given for these."""
    index = f"search_index_{slot}"
    statement = f"INSERT INTO {index} ({index}, rowid, {FIELDS}) VALUES ('delete', {', '.join(['%s'] * 6)})"
    _say(slot, statement, [_unpacked(number, packed) for number, packed in rows])


def _say(slot: str, statement: str, entries: Iterable[Entry]) -> None:
    rows: list[tuple[Any, ...]] = [
        (one.id, *(" ".join(grams(part)) for part in one.parts), " ".join(one.facets)) for one in entries
    ]
    with line().cursor() as cursor:
        cursor.executemany(statement, rows)


def _packed(one: Entry) -> bytes:
    return zlib.compress("\n".join((*one.parts, " ".join(one.facets))).encode(), 3)


def _unpacked(number: int, packed: bytes) -> Entry:
    title, numbers, keywords, body, facets = zlib.decompress(packed).decode().split("\n")
    return Entry(number, title, numbers, keywords, body, tuple(facets.split()))


def _phrase(word: Word) -> str:
    tokens = " + ".join(f'"{token}"' for token in word.tokens)
    return f"{tokens}*" if word.prefix else tokens


def _few(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(ids))
