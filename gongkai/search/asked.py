"""What a reader asks of the index, and the part of it that words alone cannot say, in SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from gongkai.kit.clock import BEIJING
from gongkai.search.engines.terms import ANYWHERE, Sought
from gongkai.search.facets import LETTERS, facet
from gongkai.search.folding import fold
from gongkai.search.question import Question

RELEVANCE, NEWEST = "relevance", "newest"
# A day at the ends of the calendar has no moment in another zone, nor a day after it.
EARLIEST, LATEST = date(1, 1, 2), date(9999, 12, 30)
NOT_YET, IN_FORCE, CHANGED = "not_yet", "in_force", "amended"
# The filters of which any value may hold, and the field each narrows.
ANY_OF = {
    "kinds": "kind",
    "agencies": "agency",
    "classes": "class_code",
    "categories": "category",
    "genres": "genre",
    "document_kinds": "document_kind",
    "topics": "topic",
    "years": "year",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Words and filters; empty, 0 or None means no matter. Tuples are any-of; all filters hold together.

    `where`: "all" or "title". `years` are those of first publication. `validity`, on the day `on`: not_yet, in_force,
    amended, or the word for an end (repealed, expired). Of the number, `doc_prefix` may be a part of the 机关代字.
    """

    on: date
    words: str = ""
    where: str = ANYWHERE
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    document_kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    validity: str = ""
    published_from: date | None = None
    published_to: date | None = None
    formed_from: date | None = None
    formed_to: date | None = None
    doc_prefix: str = ""
    doc_year: int = 0
    doc_serial: int = 0
    sort: str = RELEVANCE
    page: int = 1


def without(asked: Asked, field: str) -> Asked:
    """The same with that one filter taken off. Raises KeyError for a field nobody can narrow by."""
    if field == "validity":
        return replace(asked, validity="")
    names = {field: name for name, field in ANY_OF.items()}
    empty: dict[str, Any] = {names[field]: ()}
    return replace(asked, **empty)


def sought(asked: Asked, question: Question) -> Sought:
    """The question to an engine: filters as tokens where there are any, else as conditions on the document."""
    conditions = tuple(_conditions(asked))
    return Sought(
        question=question,
        where=asked.where,
        facets=tuple(tuple(facet(field, one) for one in getattr(asked, name)) for name, field in _used(asked)),
        conditions=tuple(one for one, _ in conditions),
        values=tuple(value for _, values in conditions for value in values),
    )


def narrowed(asked: Asked) -> tuple[list[str], list[Any]]:
    """The conditions and values for a question without words, which the documents' own table answers."""
    conditions = [
        (f"d.{field} IN ({_marks(name, asked)})", tuple(getattr(asked, name))) for name, field in _used(asked)
    ]
    conditions += _conditions(asked)
    return [one for one, _ in conditions], [value for _, values in conditions for value in values]


def standing(on: date) -> tuple[str, tuple[Any, ...]]:
    """The status of a document `d` on that day in SQL, "" where it has none, and its values; as `validity` finds it."""
    return (
        "CASE WHEN NOT d.has_validity THEN '' WHEN d.ended_on <= %s THEN d.end_kind "
        f"WHEN d.effective_on > %s THEN '{NOT_YET}' WHEN d.changed_on <= %s THEN '{CHANGED}' ELSE '{IN_FORCE}' END"
    ), (on, on, on)


def _used(asked: Asked) -> list[tuple[str, str]]:
    return [(name, field) for name, field in ANY_OF.items() if field in LETTERS and getattr(asked, name)]


def _marks(name: str, asked: Asked) -> str:
    return ", ".join(["%s"] * len(getattr(asked, name)))


def _conditions(asked: Asked) -> list[tuple[str, tuple[Any, ...]]]:
    found: list[tuple[str, tuple[Any, ...]]] = []
    bounds = (
        ("d.published_at >= %s", asked.published_from, _begin),
        ("d.published_at < %s", asked.published_to, _after),
        ("d.formed_on >= %s", asked.formed_from, _same),
        ("d.formed_on <= %s", asked.formed_to, _same),
    )
    found += [(sql, (made(value),)) for sql, value, made in bounds if value is not None]
    prefix = "".join(fold(asked.doc_prefix).split())
    if prefix:
        found.append(("d.doc_prefix LIKE %s ESCAPE '!'", (f"%{_literal(prefix)}%",)))
    if asked.doc_year:
        found.append(("d.doc_year = %s", (asked.doc_year,)))
    if asked.doc_serial:
        found.append(("d.doc_serial = %s", (asked.doc_serial,)))
    if asked.validity:
        found.append(_valid(asked.validity, asked.on))
    return found


def _valid(status: str, on: date) -> tuple[str, tuple[Any, ...]]:
    lasting = "(d.ended_on IS NULL OR d.ended_on > %s)"
    if status == NOT_YET:
        return f"d.has_validity AND {lasting} AND d.effective_on > %s", (on, on)
    begun = "(d.effective_on IS NULL OR d.effective_on <= %s)"
    if status == CHANGED:
        return f"d.has_validity AND {lasting} AND {begun} AND d.changed_on <= %s", (on, on, on)
    if status == IN_FORCE:
        same = "(d.changed_on IS NULL OR d.changed_on > %s)"
        return f"d.has_validity AND {lasting} AND {begun} AND {same}", (on, on, on)
    return "d.has_validity AND d.ended_on <= %s AND d.end_kind = %s", (on, status)


def _begin(day: date) -> Any:
    """The first moment of a day as the database compares it; of a day beyond all documents, the nearest it can tell."""
    day = min(max(day, EARLIEST), LATEST)
    return connection.ops.adapt_datetimefield_value(datetime.combine(day, time.min, BEIJING))


def _after(day: date) -> Any:
    return _begin(min(day, LATEST) + timedelta(days=1))


def _same(day: date) -> Any:
    return day


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
