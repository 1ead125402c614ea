"""The statutory columns of the public side: how many records stand in each, and one page of one of them.

Part of `records.published`, which hands these on: like it, every query here starts at `Publication`, at nothing else.
Counts are never kept: a page made right after a publication or a withdrawal stays as a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.record_classes import document_kinds
from gongkai.law.validity import EXPIRED, IN_FORCE, NOT_YET, Link, ValidityFacts, validity_of
from gongkai.records.models import Publication
from gongkai.records.public_page import Listed, listed

A_PAGE = 20
LINE = (
    "index_number", "title", "doc_number", "agency_code", "agency_name", "class_code", "document_kind", "state",
    "formed_on", "effective_on", "expires_on", "validity_links", "first_published_at", "published_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a column asks for; empty means no matter. `kinds` are natures of documents, `status` one of the day."""

    agency: str = ""
    class_code: str = ""
    kinds: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of public records by item (empty for none) and by nature, and the newest time of each item."""

    classes: dict[str, int]
    kinds: dict[str, int]
    updated: dict[str, datetime]

    @property
    def newest(self) -> datetime | None:
        """When anything was last published or revised."""
        return max(self.updated.values(), default=None)


def class_counts(asker: Actor, agency: str = "") -> dict[str, int]:
    """How many records are public under each statutory item, of one agency or of all."""
    return _counts(agency, "class_code")


def tally(asker: Actor, agency: str = "") -> Tally:
    """How much is public under each item and of each nature, and when it was last added to, in one question."""
    rows = _shelf(Shelf(agency)).order_by().values_list("class_code", "document_kind")
    classes: dict[str, int] = {}
    kinds: dict[str, int] = {}
    updated: dict[str, datetime] = {}
    for code, kind, count, at in rows.annotate(n=Count("pk"), at=Max("published_at")):
        classes[code] = classes.get(code, 0) + count
        kinds[kind] = kinds.get(kind, 0) + count
        updated[code] = max(at, updated.get(code, at))
    return Tally(classes, kinds, updated)


def rule_kinds(on: date) -> tuple[str, ...]:
    """The natures of documents whose validity is told: those that table two of the annual report counts."""
    try:
        return tuple(one.code for one in document_kinds(on) if one.counts_as)
    except LawError:
        return ()


def status_counts(asker: Actor, shelf: Shelf, on: date) -> dict[str, int]:
    """How many documents of a shelf have each status on that day; the shelf's own `status` is no matter."""
    rows = _shelf(Shelf(shelf.agency, shelf.class_code, shelf.kinds))
    plain = {code: Count("pk", filter=_plain(code, on)) for code in (NOT_YET, EXPIRED, IN_FORCE)}
    found: dict[str, int] = rows.order_by().aggregate(**plain)
    for status in _linked(rows, on).values():
        found[status] = found.get(status, 0) + 1
    return {code: count for code, count in found.items() if count}


def shelf(asker: Actor, wanted: Shelf, page: int, on: date, total: int | None = None) -> Page[Listed]:
    """One page of a column, first published last first. A page beyond the last is the last.

    `total` is how many there are, where the caller has counted already.
    """
    rows = _shelf(wanted)
    if wanted.status:
        linked = _linked(rows, on)
        same = [pk for pk, status in linked.items() if status == wanted.status]
        rows = rows.filter(Q(pk__in=same) | _plain(wanted.status, on))
    paginator = Paginator(rows.only(*LINE), A_PAGE)
    if total is not None:
        paginator.count = total
    found: Page[Any] = paginator.get_page(page)
    for row in found.object_list:
        row.kind = row.document_kind
    found.object_list = [listed(row, on) for row in found.object_list]
    return found


def agency_counts(asker: Actor) -> dict[str, int]:
    """How many records of each agency are public, by code, whether the agency still exists or not."""
    return _counts("", "agency_code")


def _counts(agency: str, column: str) -> dict[str, int]:
    rows = _shelf(Shelf(agency)).order_by().exclude(**{column: ""}).values_list(column).annotate(n=Count("pk"))
    return dict(rows)


def _shelf(wanted: Shelf) -> QuerySet[Publication]:
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED).order_by("-first_published_at", "-pk")
    if wanted.agency:
        rows = rows.filter(agency_code=wanted.agency)
    if wanted.class_code:
        rows = rows.filter(class_code=wanted.class_code)
    if wanted.kinds:
        rows = rows.filter(document_kind__in=wanted.kinds)
    return rows


def _linked(rows: QuerySet[Publication], on: date) -> dict[int, str]:
    """The status of each document to which another did something; they are few, and only they need reckoning."""
    found: dict[int, str] = {}
    for pk, begins, ends, links in rows.exclude(validity_links=[]).values_list(
        "pk", "effective_on", "expires_on", "validity_links"
    ):
        told = tuple(Link(one["kind"], date.fromisoformat(one["on"]), one["by"]) for one in links)
        found[pk] = validity_of(ValidityFacts(begins, ends, told), on).status
    return found


def _plain(status: str, on: date) -> Q:
    """Documents to which nothing was done: their status follows from their own days, an end before a beginning."""
    untouched = Q(validity_links=[])
    ended = Q(expires_on__lt=on)
    if status == EXPIRED:
        return untouched & ended
    coming = Q(effective_on__gt=on) & (Q(expires_on=None) | Q(expires_on__gte=on))
    if status == NOT_YET:
        return untouched & coming
    if status == IN_FORCE:
        begun = Q(effective_on=None) | Q(effective_on__lte=on)
        return untouched & begun & (Q(expires_on=None) | Q(expires_on__gte=on))
    return Q(pk__in=[])
