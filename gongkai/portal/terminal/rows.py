"""Lines of the terminal's lists: a title with what tells it from its neighbours, and where it leads inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from gongkai.law.validity import Validity
from gongkai.portal import found
from gongkai.records.published import Line, Listed

Segments = tuple[tuple[str, bool], ...]
# What a search here finds: kinds that have a page in the terminal.
KINDS = (found.RECORD, found.REPORT, found.GUIDE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `title` in pieces, of which some are marked as found."""

    address: str
    title: Segments
    kind_name: str
    doc_number: str
    agency_name: str
    published_at: datetime
    validity: Validity | None


def of_listed(lines: Iterable[Listed], point: str) -> list[Row]:
    """Records of a list."""
    return [
        Row(
            record_address(point, one.number), ((one.title, False),), "", one.doc_number, one.agency_name,
            one.first_published_at, one.validity,
        )
        for one in lines
    ]  # fmt: skip


def of_found(lines: Iterable[Line], point: str) -> list[Row]:
    """What a search found."""
    return [
        Row(
            _address(one.hit.kind, one.hit.key, point), one.hit.title, found.kind_name(one.hit.kind),
            one.hit.doc_number, one.hit.agency_name, one.hit.published_at, one.record.validity if one.record else None,
        )
        for one in lines
    ]  # fmt: skip


def record_address(point: str, number: str) -> str:
    """The terminal's page of an index number."""
    return reverse("portal:terminal-record", args=(point, number))


def _address(kind: str, key: str, point: str) -> str:
    if kind == found.REPORT:
        code, _, year = key.rpartition("/")
        return reverse("portal:terminal-report", args=(point, code, int(year)))
    if kind == found.GUIDE:
        return reverse("portal:terminal-page", args=(point, key, "guide"))
    return record_address(point, key)
