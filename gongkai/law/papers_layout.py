"""The page of official documents, their standing words and the covers of a report, as dated data (GB/T 9704-2012)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load

Face = Literal["fangsong", "kaiti", "heiti", "songti", "xiaobiaosong"]
CoverLayout = Literal["document", "letter"]
FACES = ("fangsong", "kaiti", "heiti", "songti", "xiaobiaosong")
NEWEST = date.max
T = TypeVar("T")
BLANKS = frozenset({"issuer", "report", "approver", "addressee", "person", "phone"})


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of type: the face by kind, the size in points."""

    face: Face
    points: Decimal


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The page: `measures` in mm, `counts` of lines and characters, `types` by element, `inks` as #RRGGBB."""

    id: str
    cite: str
    measures: Mapping[str, Decimal]
    counts: Mapping[str, int]
    types: Mapping[str, Type]
    inks: Mapping[str, str]

    @property
    def margin_right(self) -> Decimal:
        """What paper and type area leave at the right, in mm."""
        return self.measures["paper_width"] - self.measures["margin_left"] - self.measures["body_width"]

    @property
    def margin_bottom(self) -> Decimal:
        """What paper and type area leave at the foot, in mm."""
        return self.measures["paper_height"] - self.measures["margin_top"] - self.measures["body_height"]

    @property
    def line_pitch(self) -> Decimal:
        """From line to line in mm, so that the lines fill the type area."""
        return self.measures["body_height"] / self.counts["lines"]


@dataclass(frozen=True, slots=True)
class CoverForm:
    """The standing phrases of a cover document; `body_alone` where nobody's approval is named."""

    id: str
    cite: str
    layout: CoverLayout
    mark: str
    title: str
    body: tuple[str, ...]
    body_alone: tuple[str, ...]
    note: str
    contact: str


@cache
def page_layout(on: date, root: Path = DATA) -> PageLayout:
    """The page layout in force on that day (NEWEST: the last one registered), by GB/T 9704.

    Raises UnknownLaw before the earliest standard registered.
    """
    row = load(root / "documents" / "gbt_9704_2012.toml")
    _in_force(row, on, "公文格式标准")
    found = PageLayout(
        id=row.text("id"),
        cite=cite_of(row),
        measures=_values(row, "measure", on, lambda entry: entry.number("value")),
        counts=_values(row, "count", on, lambda entry: entry.integer("value")),
        types=_values(row, "type", on, _type),
        inks=_values(row, "ink", on, lambda entry: entry.text("colour")),
    )
    row.done()
    return found


@cache
def words(on: date, root: Path = DATA) -> Mapping[str, str]:
    """The standing words by id on that day. Raises UnknownLaw before the first of them."""
    row = load(root / "documents" / "words.toml")
    _in_force(row, on, "公文固定用语")
    row.text("id")
    cite_of(row)
    found = _values(row, "word", on, lambda entry: entry.text("text"))
    row.done()
    return found


@cache
def cover_form(id: str, on: date, root: Path = DATA) -> CoverForm:
    """One cover form by id on that day. Raises UnknownLaw when it is not registered."""
    found = _covers(on, root).get(id)
    if found is None:
        raise UnknownLaw(f"没有登记名为“{id}”的报告封面文种，请先在 documents/covers 中登记。")
    return found


def _covers(on: date, root: Path) -> Mapping[str, CoverForm]:
    row = load(root / "documents" / "covers.toml")
    _in_force(row, on, "报告封面文种")
    row.text("id")
    cite_of(row)
    found = _values(row, "cover", on, _cover)
    row.done()
    return found


def _in_force(row: Row, on: date, name: str) -> None:
    row.text("title")
    first = row.day("from")
    if on < first:
        raise UnknownLaw(f"没有登记 {on} 适用的{name}，现有的自 {first} 起施行。")


def _values(row: Row, key: str, on: date, read: Callable[[Row], T]) -> Mapping[str, T]:
    """What stood on that day, by id: a later `from` takes the place of an earlier one. Every row is read to its end."""
    kept: dict[str, T] = {}
    last: dict[str, date] = {}
    for entry in row.rows(key, required=True):
        id, first = entry.text("id"), entry.day("from")
        cite_of(entry)
        entry.text("reading", required=False)
        value = read(entry)
        entry.done()
        if id in last and last[id] >= first:
            raise entry.fail("from", f"{id} 的生效日应晚于前一行")
        last[id] = first
        if first <= on:
            kept[id] = value
    return MappingProxyType(kept)


def _type(row: Row) -> Type:
    face = row.text("face")
    if face not in FACES:
        raise row.fail("face", f"只能是 {'、'.join(FACES)}")
    return Type(face, row.number("points"))  # type: ignore[arg-type]  # checked against FACES above


def _cover(row: Row) -> CoverForm:
    layout = row.text("layout")
    if layout not in ("document", "letter"):
        raise row.fail("layout", "只能是 document、letter")
    made = CoverForm(
        id=row.text("id"),
        cite=row.text("cite"),
        layout=layout,  # type: ignore[arg-type]  # checked above
        mark=row.text("mark"),
        title=row.text("title"),
        body=row.texts("body", required=True),
        body_alone=row.texts("body_alone", required=True),
        note=row.text("note"),
        contact=row.text("contact"),
    )
    for phrase in (made.mark, made.title, *made.body, *made.body_alone, made.contact):
        unknown = set(re.findall(r"\{(\w+)\}", phrase)) - BLANKS
        if unknown:
            raise row.fail("body", f"不认识的填空 {'、'.join(sorted(unknown))}")
    return made
