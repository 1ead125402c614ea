"""Taking all that is public home and keeping it in step: page by page, with a place to go on from.

Part of `records.published`, which hands these on: like it, every query here starts at `Publication`, at nothing else.
A new version of a record is a new row, so going on after the last row seen misses nothing that was published since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.kit.who import Actor
from gongkai.records.models import Publication
from gongkai.records.published_feeds import FACTS, Entry, entry, with_summary

# What a harvest may be narrowed to, and the column of it.
NARROWED = {
    "agency": "agency_code", "class_code": "class_code", "category": "category", "genre": "genre",
    "document_kind": "document_kind", "topic": "topic",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Harvest:
    """One page: its entries, and the row to go on after; None when this was the last page."""

    entries: tuple[Entry, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A withdrawn record: number, agency, when and why; the title only where it may still stand."""

    number: str
    title: str
    agency_code: str
    agency_name: str
    withdrawn_at: datetime
    reason: str
    row: int


def harvest(
    asker: Actor, on: date, *, after: int = 0, limit: int = 100, since: datetime | None = None, **narrowed: str
) -> Harvest:
    """The next records that are public now, those whose present version was published first, first.

    `narrowed` takes the names of NARROWED; an unknown one raises KeyError. `since` leaves out older versions.
    """
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED, pk__gt=after)
    rows = rows.filter(**{NARROWED[name]: value for name, value in narrowed.items() if value})
    if since is not None:
        rows = rows.filter(published_at__gte=since)
    found = list(with_summary(rows).only(*FACTS).order_by("pk")[: limit + 1])
    more = len(found) > limit
    return Harvest(tuple(entry(row, on) for row in found[:limit]), found[limit - 1].pk if more else None)


def entry_of(asker: Actor, number: str, on: date) -> Entry | Gone | None:
    """The record of that number, or its stub once withdrawn, or None where nothing of that number was ever public."""
    rows = Publication.objects.exclude(state=Publication.State.REPLACED).filter(index_number=number)
    row = with_summary(rows).first()
    if row is None:
        return None
    return entry(row, on) if row.state == Publication.State.PUBLISHED else _gone(row)


def withdrawn(asker: Actor, *, after: tuple[datetime, int] | None = None, limit: int = 100) -> list[Gone]:
    """What was withdrawn, the earliest withdrawal first, after that moment and row; one more than `limit` at most."""
    rows = Publication.objects.filter(state=Publication.State.WITHDRAWN)
    if after is not None:
        at, row = after
        rows = rows.filter(Q(withdrawn_at__gt=at) | Q(withdrawn_at=at, pk__gt=row))
    return [_gone(one) for one in rows.defer("snapshot").order_by("withdrawn_at", "pk")[: limit + 1]]


def _gone(row: Publication) -> Gone:
    return Gone(
        row.index_number, row.title, row.agency_code, row.agency_name,
        row.withdrawn_at or row.published_at, row.withdrawn_reason, row.pk,
    )  # fmt: skip
