"""The facts that stand above a published record, in their order and under their names (`data/metadata`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.loading import DATA, Row


@dataclass(frozen=True, slots=True)
class MetadataField:
    """One fact: its code, and what it is called on the page."""

    code: str
    label: str


def metadata_fields(on: date, root: Path = DATA) -> tuple[MetadataField, ...]:
    """All fields of that day in the order of the page. Raises UnknownLaw before the first edition."""
    return on_day(_fields(root), "公开页面的元数据", on)


@cache
def _fields(root: Path = DATA) -> tuple[Edition[MetadataField], ...]:
    return editions(root / "metadata" / "record.toml", "field", _field)


def _field(row: Row) -> MetadataField:
    return MetadataField(row.text("code"), row.text("label"))
