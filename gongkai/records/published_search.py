"""Searching what is public: the index answers, and what is not public at this moment is left out of its answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from gongkai.kit.who import Actor
from gongkai.records.indexing import KIND
from gongkai.records.models import Publication
from gongkai.records.public_page import Listed, listed
from gongkai.search import asking
from gongkai.search.asked import Asked
from gongkai.search.asking import Hit

__all__ = ["Asked", "Line", "Searched", "facets", "search"]


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


def search(asker: Actor, asked: Asked, a_page: int = asking.A_PAGE) -> Searched:
    """One page of what was asked; nothing typed is an error. Records are looked up once more among what is public."""
    found = asking.ask(asked, a_page)
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


def facets(asker: Actor, asked: Asked, field: str) -> list[tuple[str | int, int]]:
    """How many of what was asked have each value of a field, most first; that field's own filter is left out."""
    return asking.counts(asked, field)
