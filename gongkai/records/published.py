"""The public side of the records: what was published, and nothing else. Every query here starts at `Publication`.

The portal, the feeds and the open interface read only this module; it knows no draft, no content and no ledger.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from gongkai.kit import files
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.record_classes import class_of
from gongkai.records.models import Publication
from gongkai.records.public_page import DoneByIt, DoneToIt, Listed, PublicRecord, listed, shown
from gongkai.records.published_browse import Leaf, agency_names, leaf, links_of, numbered, numbers, side_counts
from gongkai.records.published_columns import (
    Shelf,
    Tally,
    agency_counts,
    class_counts,
    rule_kinds,
    shelf,
    status_counts,
    tally,
)
from gongkai.records.published_feeds import (
    Entry,
    Piece,
    Year,
    catalogue,
    catalogue_years,
    latest,
    piece,
    piece_of,
    pieces,
)
from gongkai.records.published_harvest import Gone, Harvest, entry_of, harvest, withdrawn
from gongkai.records.published_pages import public_files
from gongkai.records.published_search import Asked, Line, Look, Searched, facets, kind_counts, search, standing_counts
from gongkai.records.published_years import by_year

__all__ = [
    "A_PAGE",
    "Asked",
    "Choice",
    "DoneByIt",
    "DoneToIt",
    "Entry",
    "Gone",
    "Harvest",
    "Leaf",
    "Line",
    "Listed",
    "Look",
    "Piece",
    "PublicRecord",
    "Searched",
    "Shelf",
    "Tally",
    "Wanted",
    "Year",
    "agencies",
    "agency_counts",
    "agency_names",
    "catalogue",
    "catalogue_years",
    "class_counts",
    "classes",
    "entry_of",
    "facets",
    "file_of",
    "find",
    "forget_choices",
    "harvest",
    "kind_counts",
    "latest",
    "leaf",
    "links_of",
    "listing",
    "newest",
    "numbered",
    "numbers",
    "piece",
    "piece_of",
    "pieces",
    "public_files",
    "rule_kinds",
    "search",
    "shelf",
    "side_counts",
    "standing_counts",
    "status_counts",
    "tally",
    "was_withdrawn",
    "withdrawn",
    "years",
]  # fmt: skip
State = Publication.State
A_PAGE = 20
# Counting what can be chosen goes through everything published; the filters live with counts of this age.
KEPT, KEPT_SECONDS = "published.", 120
# A document number is found whichever brackets are typed round its year.
BRACKETS = str.maketrans("[](){}（）【】［］", "〔〕〔〕〔〕〔〕〔〕〔〕")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks of the list; empty or 0 means no matter. `year` is that of first publication."""

    words: str = ""
    agency: str = ""
    class_code: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many records it has."""

    code: str
    label: str
    count: int


def find(asker: Actor, number: str, on: date) -> PublicRecord | None:
    """The page of an index number on that day, or its stub, or None where nothing of that number was ever public."""
    row = _current().filter(index_number=number).first()
    return shown(row, on) if row is not None else None


def listing(asker: Actor, wanted: Wanted, page: str | int, on: date) -> Page[Listed]:
    """One page of what is public and asked for, first published last first; withdrawn records are not listed."""
    rows = _asked(_listable(), wanted)
    found: Page[Any] = Paginator(rows, A_PAGE).get_page(page)
    found.object_list = [listed(row, on) for row in found.object_list]
    return found


def file_of(asker: Actor, number: str, digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of a file of what is public under that number; None for any other hash, however real.

    Raises FileLost when the file store has lost it.
    """
    row = _public().filter(index_number=number).only("snapshot").first()
    for one in row.snapshot.get("files", []) if row is not None else ():
        if one["digest"] == digest:
            return str(one["name"]), files.take(digest)
    return None


def was_withdrawn(asker: Actor, number: str) -> bool:
    """Whether something was public under that number and was withdrawn."""
    return _current().filter(index_number=number, state=State.WITHDRAWN).exists()


def newest(asker: Actor, count: int, on: date) -> list[Listed]:
    """What was first published last."""
    return [listed(row, on) for row in _listable()[:count]]


def agencies(asker: Actor) -> list[Choice]:
    """The agencies that have published anything, by code. Counts may be two minutes old."""
    return _kept("agencies", lambda: _agencies(asker))


def classes(asker: Actor, on: date) -> list[Choice]:
    """The classes under which anything was published, most first. Counts may be two minutes old."""
    found = _kept("classes", _classes)
    return [Choice(one.code, _class_label(one.code, on), one.count) for one in found]


def years(asker: Actor) -> list[Choice]:
    """The years in which anything was first published, newest first. Counts may be two minutes old."""
    return _kept("years", _years)


def forget_choices() -> None:
    """Count the choices anew: something was published or withdrawn."""
    cache.delete_many([f"{KEPT}{name}" for name in ("agencies", "classes", "years")])


def _kept(name: str, count: Callable[[], list[Choice]]) -> list[Choice]:
    return cache.get_or_set(f"{KEPT}{name}", count, KEPT_SECONDS) or []


def _agencies(asker: Actor) -> list[Choice]:
    counts = side_counts(asker, "agency")
    return [Choice(code, name, counts[code]) for code, name in agency_names(asker).items() if code in counts]


def _classes() -> list[Choice]:
    rows = _public().exclude(class_code="").order_by().values("class_code").annotate(n=Count("pk"))
    return [Choice(row["class_code"], "", row["n"]) for row in rows.order_by("-n", "class_code")]


def _years() -> list[Choice]:
    return [Choice(str(year), str(year), count) for year, count in by_year(_public())]


def _current() -> QuerySet[Publication]:
    return Publication.objects.exclude(state=State.REPLACED)


def _public() -> QuerySet[Publication]:
    return Publication.objects.filter(state=State.PUBLISHED).order_by("-first_published_at", "-pk")


def _listable() -> QuerySet[Publication]:
    """Without the page itself, but with the one word of it that a line needs."""
    kind = KeyTextTransform("code", KeyTransform("document_kind", "snapshot"))
    return _public().annotate(kind=kind).defer("snapshot")


def _asked(rows: QuerySet[Publication], wanted: Wanted) -> QuerySet[Publication]:
    if wanted.agency:
        rows = rows.filter(agency_code=wanted.agency)
    if wanted.class_code:
        rows = rows.filter(class_code=wanted.class_code)
    if wanted.year:
        rows = rows.filter(first_published_at__year=wanted.year)
    for word in wanted.words.split():
        number = unicodedata.normalize("NFKC", word).translate(BRACKETS)
        rows = rows.filter(
            Q(title__icontains=word) | Q(doc_number__icontains=number) | Q(index_number__icontains=number)
        )
    return rows


def _class_label(code: str, on: date) -> str:
    try:
        return class_of(code, on).label
    except LawError:
        return code
