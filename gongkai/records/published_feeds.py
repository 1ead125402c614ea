"""What machines fetch of the public records: feeds, the sitemap's pieces, the catalogue by year.

Part of `records.published`, which hands these on: like it, every query here starts at `Publication`, at nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.fields.json import KeyTextTransform

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.record_classes import class_of, genre_of
from gongkai.records.models import Publication
from gongkai.records.published_years import by_year

# A sitemap may name 50,000 addresses; smaller pieces are made anew sooner. A record stays in its piece for good.
A_PIECE = 20_000
CHUNK = 2000
FACTS = (
    "index_number", "title", "doc_number", "agency_code", "agency_name", "class_code", "genre", "topic", "formed_on",
    "effective_on", "expires_on", "published_at", "first_published_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as the catalogue and the feeds tell of it; `changed_at` is when its present version was published."""

    number: str
    title: str
    summary: str
    doc_number: str
    agency_code: str
    agency_name: str
    item: str
    genre: str
    topic: str
    formed_on: date | None
    effective_on: date | None
    expires_on: date | None
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the sitemap: its number, and the last moment at which anything in it was published."""

    number: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Year:
    """One year of first publication: how many records are public now, and when the last of them changed."""

    year: int
    count: int
    changed_at: datetime


def latest(asker: Actor, count: int, on: date, agency: str = "") -> list[Entry]:
    """What was first published last, of one agency or of all."""
    rows = _public().filter(agency_code=agency) if agency else _public()
    return [entry(row, on) for row in _facts(rows.order_by("-first_published_at", "-pk"))[:count]]


def pieces(asker: Actor) -> list[Piece]:
    """The pieces of the sitemap that hold anything."""
    last = _public().aggregate(last=Max("record_id"))["last"]
    found = []
    for number in range((last or 0) // A_PIECE + 1 if last else 0):
        changed = _in_piece(number).aggregate(at=Max("published_at"))["at"]
        if changed is not None:
            found.append(Piece(number, changed))
    return found


def piece(asker: Actor, number: int) -> Iterator[tuple[str, datetime]]:
    """Index number and moment of the last change of each record of a piece."""
    rows = _in_piece(number).order_by("record_id").values_list("index_number", "published_at")
    return rows.iterator(chunk_size=CHUNK)


def piece_of(asker: Actor, number: str) -> int | None:
    """The piece in which the record of that index number stands or stood; None if it was never public."""
    rows = Publication.objects.exclude(state=Publication.State.REPLACED).filter(index_number=number)
    record = rows.values_list("record_id", flat=True).first()
    return None if record is None else record // A_PIECE


def catalogue_years(asker: Actor) -> list[Year]:
    """The years of first publication, newest first."""
    return [Year(*row) for row in by_year(_public(), at=Max("published_at"))]


def catalogue(asker: Actor, year: int, on: date) -> Iterator[Entry]:
    """Every record first published in that year, oldest first, without holding all of them in memory."""
    first, after = datetime(year, 1, 1, tzinfo=BEIJING), datetime(year + 1, 1, 1, tzinfo=BEIJING)
    rows = _public().filter(first_published_at__gte=first, first_published_at__lt=after)
    for row in _facts(rows.order_by("first_published_at", "pk")).iterator(chunk_size=CHUNK):
        yield entry(row, on)


def entry(row: Any, on: date) -> Entry:
    """A row with `said_summary` as an entry; classes and genres the law of that day does not know keep no name."""
    return Entry(
        number=row.index_number, title=row.title, summary=row.said_summary or "", doc_number=row.doc_number,
        agency_code=row.agency_code, agency_name=row.agency_name, item=_label(class_of, row.class_code, on),
        genre=_label(genre_of, row.genre, on), topic=row.topic, formed_on=row.formed_on,
        effective_on=row.effective_on, expires_on=row.expires_on, published_at=row.first_published_at,
        changed_at=row.published_at,
    )  # fmt: skip


def _label(find: Any, code: str, on: date) -> str:
    try:
        return str(find(code, on).label) if code else ""
    except LawError:
        return ""


def with_summary(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """The rows with the one word of the page itself that an entry needs."""
    return rows.annotate(said_summary=KeyTextTransform("summary", "snapshot"))


def _facts(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    return with_summary(rows).only(*FACTS)


def _public() -> QuerySet[Publication]:
    return Publication.objects.filter(state=Publication.State.PUBLISHED)


def _in_piece(number: int) -> QuerySet[Publication]:
    return _public().filter(record_id__gte=number * A_PIECE, record_id__lt=(number + 1) * A_PIECE)
