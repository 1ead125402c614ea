"""PostgreSQL: the set of a document's tokens under GIN. A phrase is found by its pairs and tested on canonical text.

A tsvector with positions ends at the 16,383rd and keeps 255 for a word: a set has neither bound, and is smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gongkai.search.engines.line import line
from gongkai.search.engines.terms import ANSWERS, ANYWHERE, NUMBERS, TITLE, Entry, Parts, Sought
from gongkai.search.facets import EVERY
from gongkai.search.question import Word
from gongkai.search.slots import COLUMNS
from gongkai.search.text import grams

# Tokens of a title or a number stand once more under a sign of their own, so that they can be asked for alone.
SIGNS = {ANYWHERE: "", TITLE: "~", NUMBERS: "#"}
# A tsvector holds a megabyte of tokens.
MOST_BYTES = 1_000_000


def write(slot: str, entries: Iterable[Entry]) -> None:
    """Put entries into a copy; those that are there are replaced."""
    columns = ", ".join(COLUMNS)
    anew = ", ".join(f"{name} = EXCLUDED.{name}" for name in ("grams", *COLUMNS))
    with line().cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO search_index_{slot} (id, grams, {columns}) "
            f"VALUES (%s, array_to_tsvector(%s::text[]), %s, %s, %s, %s) ON CONFLICT (id) DO UPDATE SET {anew}",
            [(one.id, list(_bounded(one)), *(getattr(one, name) for name in COLUMNS)) for one in entries],
        )


def newest(slot: str, sought: Sought, limit: int) -> list[int]:
    """The ids of what is found, newest first, at most `limit`; none from a copy that does not answer any more."""
    tests, values = _tests(sought)
    columns = ", ".join(f"i.{name}" for name in COLUMNS) if tests else ""
    joined = "JOIN search_document d ON d.id = i.id" if sought.conditions else ""
    where = "".join(f" AND {one}" for one in sought.conditions)
    # OFFSET 0: the inner list is put in order first, and phrases are then tested only until enough are found.
    # id + 0: walking the whole table by its key, testing row by row, is what must not be chosen.
    with line().cursor() as cursor:
        # Sent as one: three statements are one transaction and one way to the server and back.
        cursor.execute(
            "SET LOCAL enable_seqscan = off; "
            f"SELECT f.id FROM (SELECT i.id{f', {columns}' if columns else ''} FROM search_index_{slot} i {joined} "
            f"WHERE i.grams @@ %s::tsquery{where} AND {ANSWERS} ORDER BY i.id + 0 DESC OFFSET 0) f "
            f"{f'WHERE {tests} ' if tests else ''}LIMIT %s; "
            "SET LOCAL enable_seqscan = on",
            [expression(sought), *sought.values, slot, *values, limit],
        )
        cursor.nextset()
        return [row[0] for row in cursor.fetchall()]


def expression(sought: Sought) -> str:
    """The whole question as a tsquery, except for what only the text can tell. Tokens are letters and digits only."""
    sign = SIGNS[sought.where]
    parts = [_all_of(one, sign) for one in sought.question.wanted]
    parts += [f"({' | '.join(_quoted(one) for one in group)})" for group in sought.facets]
    parts = parts or [_quoted(EVERY)]
    parts += [f"!{_all_of(one, sign)}" for one in sought.question.excluded if len(one.tokens) == 1]
    return " & ".join(parts)


def parts(slot: str, ids: Sequence[int]) -> list[Parts]:
    """The parts of these documents, in any order."""
    with line().cursor() as cursor:
        cursor.execute(f"SELECT id, {', '.join(COLUMNS)} FROM search_index_{slot} WHERE id = ANY(%s)", [list(ids)])
        return [Parts(*row) for row in cursor.fetchall()]


def sweep(slot: str) -> None:
    """Nothing: a row goes with its document, and the index with the row."""


def among(ids: Sequence[int]) -> tuple[str, list[Any]]:
    """The condition that a document `d` is one of these, and its values."""
    return "d.id = ANY(%s)", [list(ids)]


def present(slot: str, ids: Sequence[int]) -> set[int]:
    """Which of these documents the copy holds."""
    with line().cursor() as cursor:
        cursor.execute(f"SELECT id FROM search_index_{slot} WHERE id = ANY(%s)", [list(ids)])
        return {row[0] for row in cursor.fetchall()}


def _tests(sought: Sought) -> tuple[str, list[str]]:
    """What is tested on the text: phrases of more than one token, wanted and excluded."""
    columns = COLUMNS if sought.where == ANYWHERE else (sought.where,)
    anywhere = f"({' OR '.join(f'strpos(f.{name}, %s) > 0' for name in reversed(columns))})"
    said, values = [], []
    for word in (*sought.question.wanted, *sought.question.excluded):
        if len(word.tokens) > 1:
            said.append(f"NOT {anywhere}" if word.excluded else anywhere)
            values += [word.needle] * len(columns)
    return " AND ".join(said), values


def _all_of(word: Word, sign: str) -> str:
    *first, last = word.tokens
    return f"({' & '.join([*(_quoted(sign + one) for one in first), _quoted(sign + last) + ':*' * word.prefix])})"


def _quoted(token: str) -> str:
    return f"'{token}'"


def _bounded(entry: Entry) -> Iterator[str]:
    """The tokens of an entry, each once; the body goes last, and what no tsvector could hold is left out."""
    size, seen = 0, set()
    for token in _tokens(entry):
        if token not in seen:
            seen.add(token)
            size += len(token.encode())
            if size > MOST_BYTES:
                return
            yield token


def _tokens(entry: Entry) -> Iterator[str]:
    yield from entry.facets
    for sign, part in ((SIGNS[TITLE], entry.title), (SIGNS[NUMBERS], entry.numbers)):
        for token in grams(part):
            yield sign + token
            yield token
    yield from grams(entry.keywords)
    yield from grams(entry.body)
