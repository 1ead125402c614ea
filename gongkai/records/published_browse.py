"""Going through what is public by one of its sides: subject, agency, genre, year.

Part of `records.published`, which hands these on: like it, every query here starts at `Publication`, at nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.law.doc_numbers import DocNumberError, key_of, parse_doc_number
from gongkai.records.leafing import leafed
from gongkai.records.models import Publication
from gongkai.records.public_page import DoneByIt, DoneToIt, Listed, does, done, listed
from gongkai.records.published_columns import A_PAGE, LINE
from gongkai.records.published_years import by_year

LONGEST_NUMBER = 100
# Which column of a publication each side is; the year is that of the first publication in Beijing time.
SIDES = {"topic": "topic", "agency": "agency_code", "genre": "genre", "year": "first_published_at__year"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a side: its lines, and how many records there are in all."""

    lines: tuple[Listed, ...]
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // A_PAGE))


def side_counts(asker: Actor, side: str) -> dict[str, int]:
    """How many records are public under each value of a side, most first; a record without one counts nowhere."""
    if side == "year":
        return {str(year): count for year, count in sorted(by_year(_public()), key=lambda one: (-one[1], one[0]))}
    column = SIDES[side]
    rows = _public().order_by().values_list(column).annotate(n=Count("pk")).order_by("-n", column)
    return {str(value): count for value, count in rows if value not in ("", None)}


def agency_names(asker: Actor) -> dict[str, str]:
    """The name on each agency's last record, by code; the agency itself may be gone."""
    last = _public().order_by().values("agency_code").annotate(last=Max("pk")).values("last")
    rows = Publication.objects.filter(pk__in=last).order_by("agency_code")
    return dict(rows.values_list("agency_code", "agency_name"))


def numbers(asker: Actor) -> Iterator[str]:
    """The index number of everything that is public now, without holding all of them in memory."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED)
    return (number for (number,) in leafed(rows, "index_number"))


def links_of(
    asker: Actor, wanted: Iterable[str], on: date
) -> dict[str, tuple[tuple[DoneToIt, ...], tuple[DoneByIt, ...]]]:
    """What was done to each of these records and what each does to others, as far as it is public, by index number."""
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED, index_number__in=set(wanted))
    told = rows.exclude(validity_links=[], acting_links=[]).only("index_number", "validity_links", "acting_links")
    return {row.index_number: (tuple(done(row, on)), tuple(does(row, on))) for row in told}


def numbered(asker: Actor, typed: str) -> list[str]:
    """The index numbers of the public records that bear what was typed as their document or index number, two at most.

    The document number may be typed with any brackets, blanks, full-width digits, 第 or without 号.
    """
    rows = Publication.objects.filter(state=Publication.State.PUBLISHED).order_by("pk")
    whole = unicodedata.normalize("NFKC", typed).strip()
    if len(whole) > LONGEST_NUMBER:
        return []
    asked = Q(index_number__in={whole, whole.upper()})
    try:
        number = parse_doc_number(whole)
    except DocNumberError:
        return list(rows.filter(asked).values_list("index_number", flat=True)[:2])
    same = Q(doc_prefix=number.prefix[:60], doc_year=number.year, doc_serial=number.serial)
    found = rows.filter(asked | same).values_list("index_number", "doc_number")[:50]
    return [key for key, written in found if key == whole or key_of(written) == number.key][:2]


def leaf(asker: Actor, side: str, values: Sequence[str], page: int, on: date) -> Leaf:
    """One page, from 1, of the records with any of these values, first published last first; beyond the last: empty."""
    asked = {SIDES[side]: int(values[0])} if side == "year" else {f"{SIDES[side]}__in": values}
    rows = _public().filter(**asked)
    start = (page - 1) * A_PAGE
    found: list[Any] = list(rows.only(*LINE)[start : start + A_PAGE])
    for row in found:
        row.kind = row.document_kind
    count = rows.count() if len(found) == A_PAGE or start else len(found)
    return Leaf(tuple(listed(row, on) for row in found), count)


def _public() -> QuerySet[Publication]:
    return Publication.objects.filter(state=Publication.State.PUBLISHED).order_by("-first_published_at", "-pk")
