"""The queries of the desk on catalogues of items: who asks sees his own unit's, and the office those handed to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from gongkai.columns import items_file
from gongkai.columns.items_acting import EDITABLE, State, found_in, governments_of, may_review, rows_of
from gongkai.columns.items_findings import Finding
from gongkai.columns.items_suggest import Candidate, suggested
from gongkai.columns.models import Item, ItemCatalogue, ItemRecord
from gongkai.columns.models.items import OPEN, PublicItem
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.law.record_classes import classes_for
from gongkai.records.models import Record
from gongkai.units.models import Agency
from gongkai.units.powers import COMPILE_ITEMS, PUBLISH_ITEMS, READ, REVIEW_ITEMS
from gongkai.units.reads import agencies_on, descendants

KIND = "items"
HANDED_IN = (State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.PUBLISHED, State.REPLACED)


@dataclass(frozen=True, slots=True)
class Line:
    """One unit: its public version and the one being prepared, each None where there is none; `own` to the asker."""

    agency: Agency
    public: ItemCatalogue | None
    open: ItemCatalogue | None
    own: bool
    may_begin: bool


@dataclass(frozen=True, slots=True)
class May:
    """What the asker may do with a catalogue now."""

    edit: bool
    review: bool
    publish: bool


def lines(asker: Actor, on: date) -> list[Line]:
    """The asker's own units, and all under the office he works in; what is waiting for him first."""
    own = {code for act, code in asker.grants if act == READ}
    offices = [code for act, code in asker.grants if act == REVIEW_ITEMS]
    under = {
        one.code for office in offices for top in governments_of(office, on) for one in descendants(asker, top, on)
    }  # fmt: skip
    agencies = list(agencies_on(asker, on).filter(code__in=own | under))
    public: dict[int, ItemCatalogue] = {}
    prepared: dict[int, ItemCatalogue] = {}
    rows = ItemCatalogue.objects.filter(agency__in=agencies, state__in=(*OPEN, State.PUBLISHED))
    for row in rows.annotate(count=Count("items")):
        if row.state == State.PUBLISHED:
            public[row.agency_id] = row
        elif row.agency.code in own or row.state in HANDED_IN:
            prepared[row.agency_id] = row
    found = [
        Line(
            one, public.get(one.pk), prepared.get(one.pk), one.code in own,
            asker.may(COMPILE_ITEMS, one.code) and one.pk not in prepared,
        )
        for one in agencies
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not (one.open and one.open.state == State.SUBMITTED), not one.own))


def catalogue(asker: Actor, catalogue_id: int, on: date) -> ItemCatalogue | None:
    """One version that the asker may see: his unit's, or one handed to his office."""
    row = ItemCatalogue.objects.select_related("agency").filter(pk=catalogue_id).first()
    if row is None:
        return None
    if asker.may(READ, row.agency.code):
        return row
    return row if row.state in HANDED_IN and may_review(asker, row.agency, on) else None


def may(asker: Actor, row: ItemCatalogue, on: date) -> May:
    """What may be done with it now; who submitted it does not judge it."""
    return May(
        edit=row.state in EDITABLE and asker.may(COMPILE_ITEMS, row.agency.code),
        review=row.state == State.SUBMITTED and row.submitted_by != asker.id and may_review(asker, row.agency, on),
        publish=row.state == State.ACCEPTED and asker.may(PUBLISH_ITEMS, row.agency.code),
    )


def items(asker: Actor, row: ItemCatalogue) -> QuerySet[Item]:
    """The items of a version the asker was given."""
    return Item.objects.filter(catalogue=row).order_by("order", "pk")


def item(asker: Actor, row: ItemCatalogue, key: str) -> Item | None:
    """One of them."""
    return Item.objects.filter(catalogue=row, key=key).first()


def findings(asker: Actor, row: ItemCatalogue, on: date) -> dict[str, list[Finding]]:
    """The form review by item key, in the order of the items."""
    found: dict[str, list[Finding]] = {}
    for key, one in found_in(row, on):
        found.setdefault(key, []).append(one)
    return found


def tally(found: Mapping[str, list[Finding]]) -> tuple[int, int]:
    """How many findings forbid submitting, and how many are hints."""
    counts = Counter(one.grave for some in found.values() for one in some)
    return counts[True], counts[False]


def class_choices(asker: Actor, row: ItemCatalogue, on: date) -> list[tuple[str, str]]:
    """The statutory classes that a unit of its level may expect under an item."""
    return [(one.code, one.label) for one in classes_for(row.agency.level, on)]


def file(asker: Actor, row: ItemCatalogue, on: date) -> tuple[str, bytes]:
    """The version as a sheet, under its name."""
    title = f"{row.agency.name}{items_file.SHEET}"
    data = items_file.as_excel(title, row.agency.name, rows_of(row), dict(class_choices(asker, row, on)), on)
    return f"{title}（第{row.version}版）.xlsx", data


def blank(asker: Actor, row: ItemCatalogue, on: date) -> bytes:
    """The empty form for a unit of that level."""
    return items_file.blank(row.agency.level, on)


def batch(asker: Actor, batch_id: int) -> ImportBatch | None:
    """A preview that the asker uploaded."""
    return ImportBatch.objects.filter(pk=batch_id, kind=KIND, made_by=asker.id).first()


def batch_rows(asker: Actor, of: ImportBatch, *, bad: bool) -> QuerySet[ImportRow]:
    """Its rows, or only those with problems."""
    rows = ImportRow.objects.filter(batch=of).order_by("number")
    return rows.filter(state=ImportRow.State.BAD) if bad else rows


def ties(asker: Actor, record: Record) -> list[tuple[str, str]]:
    """Key and name of the items to which a record the asker was given belongs; an item no longer listed by its key."""
    keys = list(ItemRecord.objects.filter(record=record).values_list("key", flat=True))
    names = dict(_public(record).filter(key__in=keys).values_list("key", "name"))
    return [(key, names.get(key, key)) for key in keys]


def choices(asker: Actor, record: Record) -> list[tuple[str, str]]:
    """All items of the unit's public catalogue as (key, path and name)."""
    return [(one.key, " › ".join((*one.path, one.name))) for one in _public(record)]


def likely(asker: Actor, record: Record, keywords: list[str]) -> list[tuple[str, str]]:
    """The items a record most likely belongs to, as `choices`; those it already belongs to are left out."""
    tied = {key for key, _ in ties(asker, record)}
    pool = [
        Candidate(one.key, one.name, one.path, one.content, one.class_code, one.keywords)
        for one in _public(record)
        if one.key not in tied
    ]
    found = suggested(record.title, keywords, record.class_code, pool)
    return [(one.key, " › ".join((*one.path, one.name))) for one in found]


def may_tie(asker: Actor, record: Record) -> bool:
    """Whether the asker may say to which items the record belongs."""
    return asker.may(COMPILE_ITEMS, record.agency.code)


def _public(record: Record) -> QuerySet[PublicItem, PublicItem]:
    return PublicItem.objects.filter(agency_code=record.agency.code).order_by("order")


def texts_of(row: Item | None) -> dict[str, Any]:
    """What a form begins with."""
    return row.values() if row else {}
