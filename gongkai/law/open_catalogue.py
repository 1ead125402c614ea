"""The columns of the disclosure catalogue when it is given out as data (`data/metadata/open_catalogue.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.loading import DATA, Row


@dataclass(frozen=True, slots=True)
class CatalogueColumn:
    """One column: its name in the data, its name to people, and whether the Regulation demands it (art. 12)."""

    code: str
    label: str
    required: bool


def catalogue_columns(on: date, root: Path = DATA) -> tuple[CatalogueColumn, ...]:
    """All columns of that day in their order. Raises UnknownLaw before the first edition."""
    return on_day(_columns(root), "公开目录的数据列", on)


@cache
def _columns(root: Path = DATA) -> tuple[Edition[CatalogueColumn], ...]:
    return editions(root / "metadata" / "open_catalogue.toml", "column", _column)


def _column(row: Row) -> CatalogueColumn:
    return CatalogueColumn(row.text("code"), row.text("label"), row.flag("required"))
