"""Asking the index. Nothing typed is an error; what is counted and how far one can leaf is bounded, and said.

Up to CAP documents are counted exactly. In the order of relevance all are weighed up to POOL, and of more the newest
POOL with the newest that bear the words in their title or number; behind these the rest follow, newest first (D-211).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import chain
from typing import Any

from gongkai.search.asked import NEWEST, Asked, sought, without
from gongkai.search.engines.terms import ANYWHERE, NUMBERS, TITLE
from gongkai.search.excerpts import Segments, excerpt, segments
from gongkai.search.looking import COUNTED, Look
from gongkai.search.models import IndexedDocument
from gongkai.search.question import Question, read
from gongkai.search.ranking import ranked

A_PAGE = 20
POOL = 500
TITLES, WITH_NUMBER = 300, 60
Counts = list[tuple[str | int, int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, with the words marked in its title and in the lines round them."""

    kind: str
    key: str
    title: Segments
    excerpt: Segments
    agency: str
    agency_name: str
    doc_number: str
    class_code: str
    genre: str
    document_kind: str
    topic: str
    published_at: datetime
    formed_on: date | None
    has_validity: bool
    effective_on: date | None
    ended_on: date | None
    end_kind: str
    changed_on: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer. `more`: there are more than `total`. `cut`: only the beginning of the words was used."""

    total: int
    more: bool
    hits: tuple[Hit, ...]
    page: int
    pages: int
    cut: bool = False


def ask(asked: Asked, a_page: int = A_PAGE, look: Look | None = None) -> Found:
    """One page of what was asked; a page beyond the last gives the last. `look` is that of the page it is for."""
    question, look = read(asked.words), look or Look()
    ids, more = look.matching(asked)
    pages = max(1, -(-len(ids) // a_page))
    page = min(max(1, asked.page), pages)
    if asked.sort != NEWEST and question.wanted:
        ids = _by_relevance(look, asked, question, ids)
    wanted = ids[(page - 1) * a_page : page * a_page]
    return Found(len(ids), more, _hits(wanted, question), page, pages, question.cut)


def counts(asked: Asked, field: str) -> Counts:
    """How many of those found have each value of a field, most first; that field's own filter is left out.

    Of more than CAP the newest CAP are counted. Raises KeyError for a field nobody can narrow by.
    """
    return counts_of(asked, (field,))[field]


def counts_of(asked: Asked, fields: Iterable[str], look: Look | None = None) -> dict[str, Counts]:
    """The counts of several fields, each as `counts` gives it; "validity" is the status on the day asked about.

    Fields without a filter share one list, and the facts of all lists are read at once. Raises KeyError as `counts`.
    """
    look = look or Look()
    lists = {field: look.matching(without(asked, field))[0] for field in fields}
    facts = look.facts(chain.from_iterable(lists.values()), asked.on)
    return {field: _counted(facts, ids, field) for field, ids in lists.items()}


def tally(asked: Asked, field: str, look: Look) -> Counts:
    """How many of those found have each value of a field, with all filters as they are; of more than CAP the newest."""
    ids, _ = look.matching(asked)
    return _counted(look.facts(ids, asked.on), ids, field)


def _counted(facts: Mapping[int, tuple[Any, ...]], ids: Sequence[int], field: str) -> Counts:
    place = COUNTED.index(field)
    found: Counter[str | int] = Counter(facts[one][place] for one in ids if one in facts)
    return sorted(((value, n) for value, n in found.items() if value != ""), key=lambda one: (-one[1], str(one[0])))


def _by_relevance(look: Look, asked: Asked, question: Question, ids: list[int]) -> list[int]:
    """The same ids, the best first; only as many are weighed as make a fair beginning."""
    pool = ids[:POOL]
    if len(ids) > POOL and asked.where == ANYWHERE:
        whole = sought(asked, question)
        pool += look.newest(replace(whole, where=TITLE), TITLES)
        pool += look.newest(replace(whole, where=NUMBERS), WITH_NUMBER)
    best = ranked(look.parts(list(dict.fromkeys(pool))), question.wanted, asked.on)
    first = set(best)
    return (best + [one for one in ids if one not in first])[: len(ids)]


def _hits(ids: list[int], question: Question) -> tuple[Hit, ...]:
    rows = IndexedDocument.objects.filter(id__in=ids).select_related("original").in_bulk()
    return tuple(_hit(rows[one], question) for one in ids if one in rows)


def _hit(row: IndexedDocument, question: Question) -> Hit:
    facts = {name: getattr(row, name) for name in FACTS}
    title, lines = segments(row.title, question.wanted), excerpt(row.original.text, question.wanted)
    return Hit(title=title, excerpt=lines, **facts)


FACTS = [one.name for one in fields(Hit) if one.name not in ("title", "excerpt")]
