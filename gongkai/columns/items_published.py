"""The public side of the catalogues: the units' items and the public records under each. No draft is read here.

Faces take this module through `gongkai.columns.published`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from gongkai.columns import items_file
from gongkai.columns.models.items import ItemRecord, PublicItem, PublicItemCatalogue
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.item_limits import limit_of
from gongkai.law.items import item_columns
from gongkai.law.record_classes import class_of
from gongkai.records.models import Publication
from gongkai.records.public_page import Listed, listed

A_PAGE = 20
FILES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class UnitCatalogue:
    """The head of a unit's catalogue, with how many items it has."""

    code: str
    name: str
    version: int
    published_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item as its page shows it. `facts` are (label, text) in order; `records` how many are public."""

    code: str
    key: str
    path: tuple[str, ...]
    name: str
    facts: tuple[tuple[str, str], ...]
    records: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A unit's catalogue with its items in order."""

    head: UnitCatalogue
    items: tuple[ShownItem, ...]


def units(asker: Actor) -> list[UnitCatalogue]:
    """Every unit with a public catalogue, by code."""
    counts = dict(PublicItem.objects.order_by().values_list("agency_code").annotate(n=Count("pk")))
    return [_head(one, counts.get(one.agency_code, 0)) for one in PublicItemCatalogue.objects.all()]


def is_public(asker: Actor, code: str) -> bool:
    """Whether a unit has a public catalogue."""
    return PublicItemCatalogue.objects.filter(agency_code=code).exists()


def catalogue(asker: Actor, code: str, on: date) -> Catalogue | None:
    """The catalogue of a unit, or None where none is public."""
    head = PublicItemCatalogue.objects.filter(agency_code=code).first()
    if head is None:
        return None
    counts = _counts(code)
    rows = PublicItem.objects.filter(agency_code=code)
    items = tuple(_item(one, counts.get(one.key, 0), on) for one in rows)
    return Catalogue(_head(head, len(items)), items)


def item(asker: Actor, code: str, key: str, on: date) -> ShownItem | None:
    """One public item, or None."""
    row = PublicItem.objects.filter(agency_code=code, key=key).first()
    return _item(row, _records(code, key).count(), on) if row is not None else None


def records_of(asker: Actor, code: str, key: str, page: str | int, on: date) -> Page[Listed]:
    """One page of what is public under an item, first published last first."""
    found: Page[Any] = Paginator(_records(code, key).order_by("-first_published_at", "-pk"), A_PAGE).get_page(page)
    found.object_list = [listed(row, on) for row in found.object_list]
    return found


def keys(asker: Actor) -> list[tuple[str, str]]:
    """Unit code and key of every public item."""
    return list(PublicItem.objects.values_list("agency_code", "key"))


def keys_of_records(asker: Actor, numbers: Iterable[str]) -> list[tuple[str, str]]:
    """Unit code and key of the public items to which records of these index numbers belong, also withdrawn ones."""
    ids = Publication.objects.filter(index_number__in=list(numbers)).values("record_id")
    ties = set(ItemRecord.objects.filter(record_id__in=ids).values_list("key", flat=True))
    return list(PublicItem.objects.filter(key__in=ties).values_list("agency_code", "key"))


def file(asker: Actor, code: str, kind: str, on: date) -> tuple[str, bytes, str] | None:
    """The catalogue as a download: name, bytes, type; None for an unknown kind or where none is public."""
    head = PublicItemCatalogue.objects.filter(agency_code=code).first()
    if head is None or kind not in FILES:
        return None
    rows = [one.values() | {"key": one.key} for one in PublicItem.objects.filter(agency_code=code)]
    title = f"{head.agency_name}{items_file.SHEET}"
    labels = {str(row["class_code"]): _label(str(row["class_code"]), on) for row in rows}
    if kind == "xlsx":
        data = items_file.as_excel(title, head.agency_name, rows, labels, on)
    elif kind == "csv":
        data = items_file.as_csv(rows, labels, on)
    else:
        about = {
            "agency": code, "agency_name": head.agency_name, "version": head.version,
            "published_at": head.published_at.isoformat(),
        }  # fmt: skip
        data = items_file.as_json(about, rows, on)
    return f"{title}.{kind}", data, FILES[kind]


def all_items(asker: Actor, code: str = "") -> Iterator[PublicItem]:
    """Every public item, or those of one unit, for indexes."""
    rows = PublicItem.objects.filter(agency_code=code) if code else PublicItem.objects.all()
    return rows.iterator(500)


def _records(code: str, key: str) -> QuerySet[Publication]:
    ties = ItemRecord.objects.filter(key=key).values("record_id")
    return Publication.objects.filter(agency_code=code, state=Publication.State.PUBLISHED, record_id__in=ties).defer(
        "snapshot"
    )


def _counts(code: str) -> dict[str, int]:
    public = Publication.objects.filter(agency_code=code, state=Publication.State.PUBLISHED).values("record_id")
    ties = ItemRecord.objects.filter(record_id__in=public).order_by()
    return dict(ties.values_list("key").annotate(n=Count("pk")))


def _head(row: PublicItemCatalogue, count: int) -> UnitCatalogue:
    return UnitCatalogue(row.agency_code, row.agency_name, row.version, row.published_at, count)


def _item(row: PublicItem, records: int, on: date) -> ShownItem:
    from_law = {column.code: column.label for column in item_columns(on) if not column.level}
    texts = row.values() | {"key": row.key, "class_code": _label(row.class_code, on)}
    facts = [(label, str(texts[code])) for code, label in from_law.items() if code != "name" and texts[code]]
    facts += [(str(head), str(text)) for head, text in row.extra.items()]
    return ShownItem(row.agency_code, row.key, row.path, row.name, tuple(facts), records, row.since)


def _label(code: str, on: date) -> str:
    try:
        return class_of(code, on).label if code else ""
    except LawError:
        return code


def understood(words: str, on: date) -> bool:
    """Whether a limit is one that can be held against what was published."""
    return limit_of(words, on).understood
