"""Asking the index. Nothing typed is an error; what is counted and how far one can leaf is bounded, and said.

Up to CAP documents are counted exactly. In the order of relevance all are weighed up to POOL, and of more the newest
POOL with the newest that bear the words in their title or number; behind these the rest follow, newest first (D-211).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from gongkai.search.asked import NEWEST, Asked, narrowed, sought, without
from gongkai.search.engines.chosen import engine
from gongkai.search.engines.line import line
from gongkai.search.engines.terms import ANYWHERE, NUMBERS, TITLE
from gongkai.search.excerpts import Segments, excerpt, segments
from gongkai.search.models import IndexedDocument, IndexState
from gongkai.search.question import Question, read
from gongkai.search.ranking import ranked

A_PAGE = 20
CAP = 5_000
POOL = 500
TITLES, WITH_NUMBER = 300, 60


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


def ask(asked: Asked, a_page: int = A_PAGE) -> Found:
    """One page of what was asked; a page beyond the last gives the last."""
    question = read(asked.words)
    ids = matching(asked, question)
    more = len(ids) > CAP
    ids = ids[:CAP]
    pages = max(1, -(-len(ids) // a_page))
    page = min(max(1, asked.page), pages)
    if asked.sort != NEWEST and question.wanted:
        ids = _by_relevance(asked, question, ids)
    wanted = ids[(page - 1) * a_page : page * a_page]
    return Found(len(ids), more, _hits(wanted, question), page, pages, question.cut)


def counts(asked: Asked, field: str) -> list[tuple[str | int, int]]:
    """How many of those found have each value of a field, most first; that field's own filter is left out.

    Of more than CAP the newest CAP are counted. Raises KeyError for a field nobody can narrow by.
    """
    asked = without(asked, field)
    ids = matching(asked, read(asked.words))[:CAP]
    found: Counter[str | int] = Counter()
    for start in range(0, len(ids), A_PAGE * 25):
        few = ids[start : start + A_PAGE * 25]
        found.update(IndexedDocument.objects.filter(id__in=few).values_list(field, flat=True))
    return sorted(((value, n) for value, n in found.items() if value != ""), key=lambda one: (-one[1], str(one[0])))


def matching(asked: Asked, question: Question, limit: int = CAP + 1) -> list[int]:
    """The ids of what is found, newest first, at most `limit`."""
    if question.asks_nothing:
        return []
    if not question.typed:
        return _listed(asked, limit)
    slot = active()
    found = engine().newest(slot, sought(asked, question), limit)
    if not found and active() != slot:
        # The copies changed places between the two looks, and the one that answered has been emptied.
        return engine().newest(active(), sought(asked, question), limit)
    return found


def active() -> str:
    """The copy of the index that answers now."""
    found = IndexState.objects.filter(id=1).values_list("active", flat=True).first()
    return found or "a"


def _by_relevance(asked: Asked, question: Question, ids: list[int]) -> list[int]:
    """The same ids, the best first, at most CAP; only as many are weighed as make a fair beginning."""
    slot, pool = active(), ids[:POOL]
    if len(ids) > POOL and asked.where == ANYWHERE:
        whole = sought(asked, question)
        pool += engine().newest(slot, replace(whole, where=TITLE), TITLES)
        pool += engine().newest(slot, replace(whole, where=NUMBERS), WITH_NUMBER)
    best = ranked(engine().parts(slot, list(dict.fromkeys(pool))), question.wanted, asked.on)
    first = set(best)
    return (best + [one for one in ids if one not in first])[:CAP]


def _listed(asked: Asked, limit: int) -> list[int]:
    conditions, values = narrowed(asked)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    with line().cursor() as cursor:
        cursor.execute(f"SELECT d.id FROM search_document d{where} ORDER BY d.id DESC LIMIT %s", [*values, limit])
        return [row[0] for row in cursor.fetchall()]


def _hits(ids: list[int], question: Question) -> tuple[Hit, ...]:
    rows = IndexedDocument.objects.filter(id__in=ids).select_related("original").in_bulk()
    return tuple(_hit(rows[one], question) for one in ids if one in rows)


def _hit(row: IndexedDocument, question: Question) -> Hit:
    facts = {name: getattr(row, name) for name in FACTS}
    title, lines = segments(row.title, question.wanted), excerpt(row.original.text, question.wanted)
    return Hit(title=title, excerpt=lines, **facts)


FACTS = [one.name for one in fields(Hit) if one.name not in ("title", "excerpt")]
