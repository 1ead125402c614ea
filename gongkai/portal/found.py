"""What was found, as lists show it: marked words, the status of the day, and what documents do to one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit.who import VISITOR
from gongkai.law.validity import Validity
from gongkai.records import published
from gongkai.records.published import DoneByIt, DoneToIt

RECORD, REPORT, GUIDE, ITEM = "record", "annual_report", "guide", "item"
INSTITUTION, READING_POINT = "institution", "reading_point"
KINDS = (RECORD, REPORT, GUIDE, INSTITUTION, READING_POINT, ITEM)
Segments = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was found."""

    address: str
    title: Segments
    excerpt: Segments
    kind_name: str
    doc_number: str
    agency_name: str
    topic: str
    formed_on: date | None
    published_at: datetime
    validity: Validity | None
    done_to: Sequence[DoneToIt] = ()
    done_by: Sequence[DoneByIt] = ()


def kind_name(kind: str) -> str:
    """What a kind of thing is called."""
    names = {
        RECORD: gettext("政府信息"), REPORT: gettext("年度报告"), GUIDE: gettext("公开指南"), ITEM: gettext("公开事项"),
        INSTITUTION: gettext("机构职能"), READING_POINT: gettext("信息查阅点"),
    }  # fmt: skip
    return names.get(kind, "")


def lines(found: Iterable[published.Line], on: date, *, named: bool = False) -> list[Line]:
    """What was found as lines; `named` says of each what kind of thing it is."""
    found = list(found)
    links = published.links_of(VISITOR, [one.hit.key for one in found if one.record], on)
    return [_line(one, links.get(one.hit.key, ((), ())) if one.record else ((), ()), named=named) for one in found]


def address_of(kind: str, key: str, agency: str = "") -> str:
    """Where a thing stands, a reading point on the page of its `agency`; empty for a kind nobody knows."""
    if kind == RECORD:
        return reverse("portal:record", args=(key,))
    if kind == REPORT:
        code, _, year = key.rpartition("/")
        return reverse("portal:report", args=(code, int(year)))
    if kind == ITEM:  # its key begins with its unit's code
        return reverse("portal:unit-item", args=(key.rpartition("-")[0], key))
    if kind == READING_POINT:
        return reverse("portal:unit-reading-points", args=(agency,)) if agency else reverse("portal:reading-points")
    name = {GUIDE: "unit-guide", INSTITUTION: "unit-institutions"}.get(kind)
    return reverse(f"portal:{name}", args=(key,)) if name else ""


def _line(
    one: published.Line,
    links: tuple[Sequence[DoneToIt], Sequence[DoneByIt]],
    *,
    named: bool,
) -> Line:
    hit = one.hit
    return Line(
        address=address_of(hit.kind, hit.key, hit.agency),
        title=hit.title,
        excerpt=hit.excerpt,
        kind_name=kind_name(hit.kind) if named else "",
        doc_number=hit.doc_number,
        agency_name=hit.agency_name,
        topic=hit.topic.replace("/", " / "),
        formed_on=hit.formed_on,
        published_at=hit.published_at,
        validity=one.record.validity if one.record else None,
        done_to=links[0],
        done_by=links[1],
    )
