"""The columns of a unit, or of the whole site, as the menu at the left shows them: what is there, how much, where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import translation

from gongkai.columns import published as columns
from gongkai.columns.published import Site
from gongkai.columns.published import items as catalogues
from gongkai.kit.who import VISITOR
from gongkai.law.errors import LawError
from gongkai.law.record_classes import Category, RecordClass, categories, class_of, classes_for
from gongkai.records import published
from gongkai.records.published import Tally
from gongkai.statistics import reads
from gongkai.units.models import Agency

# The last part of a column's address under /units/<code>/ and of the names of both addresses.
PLACES = {
    "guide": "guide", "institutions": "institutions", "systems": "systems", "contents": "contents", "rules": "rules",
    "annual": "annual", "request": "request", "reading_points": "reading-points",
}  # fmt: skip
DROPPED = "政府信息"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One statutory item with what is public under it; `label` is short where the site's columns name it shortly."""

    code: str
    label: str
    full: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Item:
    """One column: `count` None where nothing is counted."""

    code: str
    label: str
    address: str
    count: int | None
    empty: bool
    updated: datetime | None
    here: bool
    shelves: tuple[Shelf, ...] = ()


@dataclass(frozen=True, slots=True)
class Nav:
    """The menu of one unit (None: of the whole site), and which of its places is shown.

    `catalogue` is the address of the catalogue of items, empty for a unit that has published none.
    """

    unit: Agency | None
    items: tuple[Item, ...]
    klass: str
    tally: Tally
    catalogue: str = ""

    @property
    def updated(self) -> datetime | None:
        """When anything of the unit was last published in any of its columns."""
        times = (self.tally.newest, *(one.updated for one in self.items))
        return max((at for at in times if at is not None), default=None)

    @property
    def current(self) -> Item | None:
        """The column that is shown."""
        return next((one for one in self.items if one.here), None)


def nav_of(
    unit: Agency | None, on: date, here: str, klass: str = "", *, site: Site | None = None, reports: int | None = None
) -> Nav:
    """The menu on that day. A column that is not required and has nothing is left out; so is an item with nothing.

    `site` and `reports` (how many annual reports are public) spare the question where the caller knows them.
    """
    code = unit.code if unit is not None else ""
    tally = published.tally(VISITOR, code)
    counts = {
        "contents": sum(tally.classes.values()),
        "rules": sum(tally.kinds.get(kind, 0) for kind in published.rule_kinds(on)),
        "annual": reads.count_public(VISITOR, code) if reports is None else reports,
    }
    items = [
        Item(
            one.code,
            said(one.label),
            address_of(one.code, code),
            one.count,
            one.empty,
            one.updated,
            one.code == here,
            shelves_of(unit, tally.classes, on) if one.code == "contents" else (),
        )
        for one in columns.columns_of(VISITOR, code, on, counts, site)
        if one.required or not one.empty or one.code == here
    ]
    return Nav(unit, tuple(items), klass, tally, _catalogue(code))


def address_of(column: str, code: str = "") -> str:
    """Where a column of a unit stands, or that of the whole site for an empty code."""
    place = PLACES[column]
    if code:
        return reverse(f"portal:unit-{place}", args=(code,))
    return reverse("portal:column" if column == "annual" else f"portal:{place}")


def _catalogue(code: str) -> str:
    if not code:
        return reverse("portal:items")
    return reverse("portal:unit-items", args=(code,)) if catalogues.is_public(VISITOR, code) else ""


def shelves_of(unit: Agency | None, counts: Mapping[str, int], on: date) -> tuple[Shelf, ...]:
    """The items with something in them, in the law's order; items of former law that still hold records come last."""
    order = [one.code for one in _items(unit, on)]
    order += sorted(code for code in counts if code and code not in order)
    return tuple(_shelf(code, counts[code], unit, on) for code in order if counts.get(code))


def shelf_of(code: str, unit: Agency | None, count: int, on: date) -> Shelf | None:
    """One item, also with nothing in it; None for a code that is neither the law's nor has ever been used."""
    known = {one.code for one in _items(unit, on)}
    return _shelf(code, count, unit, on) if count or code in known else None


def said(label: str) -> str:
    """A label of the law's or the site's rows in the language of the page, where the catalogue has it."""
    return translation.gettext(label)


def short(label: str) -> str:
    """A column's name as the menu across the page has it: 公开指南 for 政府信息公开指南."""
    return label.removeprefix(DROPPED) if len(label) > len(DROPPED) + 2 else label


def _items(unit: Agency | None, on: date) -> list[RecordClass]:
    levels = (unit.level,) if unit is not None else tuple(Agency.Level.values)
    try:
        found = {one.code: one for level in levels for one in classes_for(level, on)}
    except LawError:
        return []
    return sorted(found.values(), key=lambda one: one.code)


def _shelf(code: str, count: int, unit: Agency | None, on: date) -> Shelf:
    names = {item: one.label for one in _categories(on) for item in one.items}
    full = _full(code, on)
    args = (unit.code, code) if unit is not None else (code,)
    address = reverse("portal:unit-class" if unit is not None else "portal:class", args=args)
    return Shelf(code, said(names.get(code, full)), said(full), count, address)


def _full(code: str, on: date) -> str:
    for day in (on, date(2019, 5, 14)):  # an item of the Regulation of 2007 is named as that one named it
        try:
            return class_of(code, day).label
        except LawError:
            continue
    return code


def _categories(on: date) -> tuple[Category, ...]:
    try:
        return categories(on)
    except LawError:
        return ()
