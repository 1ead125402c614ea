"""The catalogue of items to be published: its columns, its channels, and the fields it is compiled for.

The rows are `data/items`; how a time limit in words is understood is in `item_limits`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.loading import DATA, Row

NAME = "主动公开事项目录"
LEVELS = 6
_PIECES = re.compile(r"[、,;\n]")
# The usual form lists every channel with a box: only those with a full or ticked box are meant.
_TICKED = re.compile(r"[■☑√✓]\s*([^■□☑☐√✓]+)")


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """One column. `level` is 1 to 6 for a level of the tree, else 0; `ticks` are sub-columns that are ticked."""

    code: str
    label: str
    level: int
    needed: bool
    aliases: tuple[str, ...]
    ticks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """A channel or carrier of publication (条例第二十三条)."""

    code: str
    label: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field for which a standard catalogue is compiled; offered as a first level, never demanded."""

    code: str
    label: str


def plain(text: str) -> str:
    """A head or a word as it is compared: one width, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def item_columns(on: date, root: Path = DATA) -> tuple[ItemColumn, ...]:
    """The columns of that day in their order. Raises UnknownLaw before the first edition."""
    return on_day(_columns(root), NAME, on)


def venues(on: date, root: Path = DATA) -> tuple[Venue, ...]:
    """The channels of that day. Raises UnknownLaw before the first edition."""
    return on_day(_venues(root), "公开渠道和载体", on)


def fields(on: date, root: Path = DATA) -> tuple[Field, ...]:
    """The fields of the pilot guides (docs/decisions D-236). Raises UnknownLaw before the first edition."""
    return on_day(_fields(root), "试点领域", on)


def venues_in(text: str, on: date, root: Path = DATA) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the channels a text names, and the words it holds that name none."""
    known = {plain(word): one.code for one in venues(on, root) for word in (one.label, *one.aliases)}
    if plain(text) in known:
        return (known[plain(text)],), ()
    found: list[str] = []
    strange: list[str] = []
    ticked = _TICKED.findall(text)
    for piece in ticked or _PIECES.split(unicodedata.normalize("NFKC", text)):
        word = plain(piece).strip("。.、,;_")
        if word:
            code = known.get(word) or known.get(word.split("(")[0])
            (found if code else strange).append(code or piece.strip())
    return tuple(dict.fromkeys(found)), tuple(strange)


def column_named(head: str, columns: Iterable[ItemColumn]) -> ItemColumn | None:
    """The column that a head of a sheet names, or None."""
    word = plain(head)
    for column in columns:
        if word and word in {plain(one) for one in (column.label, *column.aliases)}:
            return column
    return None


@cache
def _columns(root: Path = DATA) -> tuple[Edition[ItemColumn], ...]:
    def column(row: Row) -> ItemColumn:
        made = ItemColumn(
            row.text("code"), row.text("label"), row.integer("level", 0), row.flag("needed"), row.texts("aliases"),
            row.texts("ticks"),
        )  # fmt: skip
        if not 0 <= made.level <= LEVELS:
            raise row.fail("level", f"类目只有一级至{LEVELS}级")
        return made

    return editions(root / "items" / "columns.toml", "column", column)


@cache
def _venues(root: Path = DATA) -> tuple[Edition[Venue], ...]:
    def venue(row: Row) -> Venue:
        return Venue(row.text("code"), row.text("label"), row.texts("aliases"))

    return editions(root / "items" / "channels.toml", "venue", venue)


@cache
def _fields(root: Path = DATA) -> tuple[Edition[Field], ...]:
    return editions(root / "items" / "fields.toml", "field", lambda row: Field(row.text("code"), row.text("label")))
