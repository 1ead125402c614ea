"""Searching what is public: the index answers, and what is not public at this moment is left out of its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from gongkai.kit.who import Actor
from gongkai.records.indexing import KIND
from gongkai.records.models import Publication
from gongkai.records.public_page import Listed, listed
from gongkai.search import asking
from gongkai.search.asked import Asked
from gongkai.search.asking import Hit
from gongkai.search.looking import Look

__all__ = ["Asked", "Line", "Look", "Searched", "facets", "kind_counts", "search", "standing_counts"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found; of a record also the line that lists show, with its validity on that day."""

    hit: Hit
    record: Listed | None


@dataclass(frozen=True, slots=True)
class Searched:
    """One page of an answer. `more`: there are more than `total`. `cut`: only the beginning of the words was used."""

    total: int
    more: bool
    lines: tuple[Line, ...]
    page: int
    pages: int
    cut: bool


def search(asker: Actor, asked: Asked, a_page: int = asking.A_PAGE, look: Look | None = None) -> Searched:
    """One page of what was asked; nothing typed is an error. Records are looked up once more among what is public."""
    found = asking.ask(asked, a_page, look)
    numbers = [hit.key for hit in found.hits if hit.kind == KIND]
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED, index_number__in=numbers)
    rows = rows.annotate(kind=F("document_kind")).defer("snapshot")
    public = {row.index_number: listed(row, asked.on) for row in rows}
    lines = tuple(
        Line(hit, public.get(hit.key) if hit.kind == KIND else None)
        for hit in found.hits
        if hit.kind != KIND or hit.key in public
    )
    return Searched(found.total, found.more, lines, found.page, found.pages, found.cut)


def facets(
    asker: Actor, asked: Asked, fields: Iterable[str], look: Look | None = None
) -> dict[str, list[tuple[str | int, int]]]:
    """How many of what was asked have each value of each field, most first; a field's own filter is left out of it.

    "validity" is a field too. `look` is the page's own: a list it has found already is not looked for again.
    """
    return asking.counts_of(asked, fields, look)


def kind_counts(asker: Actor, asked: Asked, look: Look) -> dict[str, int]:
    """How many of what was asked are of each kind; kinds of which there is none are not named."""
    return {str(kind): count for kind, count in asking.tally(asked, "kind", look)}


def standing_counts(asker: Actor, asked: Asked, statuses: Iterable[str], look: Look) -> dict[str, int]:
    """How many of what was asked have each of these statuses on its day; the filter by status is left out."""
    if look.matching(replace(asked, validity=""))[1]:
        # Too many without the filter to be gone through: each status is counted by itself.
        return {one: len(look.matching(replace(asked, validity=one))[0]) for one in statuses}
    counted = dict(asking.counts_of(asked, ("validity",), look)["validity"])
    return {one: counted.get(one, 0) for one in statuses}
