"""The layout of the ledger of records (台账): its columns in order, with their names and widths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.editions import Edition, editions, on_day
from gongkai.law.loading import DATA, Row


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column. `code` names what stands in it, `width` is in characters of a sheet."""

    code: str
    label: str
    width: int
    centred: bool


def ledger_columns(on: date, root: Path = DATA) -> tuple[LedgerColumn, ...]:
    """The columns of that day in order. Raises UnknownLaw before the first edition."""
    return on_day(_columns(root), "台账版式", on)


@cache
def _columns(root: Path = DATA) -> tuple[Edition[LedgerColumn], ...]:
    return editions(root / "ledgers" / "records.toml", "column", _column)


def _column(row: Row) -> LedgerColumn:
    return LedgerColumn(row.text("code"), row.text("label"), row.integer("width"), row.flag("centred"))
