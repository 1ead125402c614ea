"""The dossier 一申请一卷: its parts in order, its printed heads, how long it is kept (`data/dossier/rules.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, load


@dataclass(frozen=True, slots=True)
class ContentsColumn:
    """One column of the contents; `width` in mm on A4."""

    code: str
    label: str
    width: int


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a dossier is kept: `years` from the year after it was closed, 0 for ever."""

    code: str
    label: str
    years: int
    ordinary: bool
    disputed: bool
    cite: str
    reading: str

    def keep_until(self, closed_on: date) -> date | None:
        """The last day it must be kept, counted from the end of the year in which it was closed; None: for ever."""
        return date(closed_on.year + self.years, 12, 31) if self.years else None


@dataclass(frozen=True, slots=True)
class DossierRules:
    """All that is fixed about a dossier."""

    since: date
    cite: str
    reading: str
    number: str
    titles: Mapping[str, str]
    parts: Mapping[str, str]
    columns: tuple[ContentsColumn, ...]
    retentions: tuple[Retention, ...]
    papers: Mapping[str, str]
    files: Mapping[str, str]

    def retention(self, code: str) -> Retention:
        """One period. Raises UnknownLaw."""
        for one in self.retentions:
            if one.code == code:
                return one
        raise UnknownLaw(f"没有登记保管期限“{code}”，可选：{'、'.join(one.label for one in self.retentions)}。")

    def usual(self, *, disputed: bool) -> Retention:
        """The period proposed: longer where the request was disputed."""
        return next(one for one in self.retentions if (one.disputed if disputed else one.ordinary))


def dossier_rules(on: date, root: Path = DATA) -> DossierRules:
    """The rules of that day. Raises UnknownLaw before they began."""
    found = _rules(root)
    if on < found.since:
        raise UnknownLaw(f"{on.isoformat()} 没有登记案卷的规定。")
    return found


@cache
def _rules(root: Path = DATA) -> DossierRules:
    row = load(root / "dossier" / "rules.toml")
    parts: dict[str, str] = {}
    for one in row.rows("part", required=True):
        parts[one.text("code")] = one.text("label")
        one.done()
    columns: list[ContentsColumn] = []
    for one in row.rows("column", required=True):
        cite_of(one)
        columns.append(ContentsColumn(one.text("code"), one.text("label"), one.integer("width")))
        one.done()
    made = DossierRules(
        since=row.day("from"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
        number=row.text("number"),
        titles={name: row.text(f"{name}_title") for name in ("cover", "dispute", "contents", "closing")},
        parts=parts,
        columns=tuple(columns),
        retentions=tuple(_retention(one) for one in row.rows("retention", required=True)),
        papers=_places(row, "papers", parts),
        files=_places(row, "files", parts),
    )
    row.done()
    for which in ("ordinary", "disputed"):
        if sum(getattr(one, which) for one in made.retentions) != 1:
            raise row.fail("retention", f"{which} 须恰好有一个期限")
    return made


def _retention(row: Row) -> Retention:
    made = Retention(
        code=row.text("code"),
        label=row.text("label"),
        years=row.integer("years"),
        ordinary=row.flag("ordinary"),
        disputed=row.flag("disputed"),
        cite=cite_of(row),
        reading=row.text("reading", required=False),
    )
    row.done()
    return made


def _places(row: Row, key: str, parts: Mapping[str, str]) -> Mapping[str, str]:
    table = row.table(key)
    if table is None:
        raise row.fail(key, "缺少此项")
    found = {code: table.text(code) for code in table.keys()}
    if unknown := [part for part in found.values() if part not in parts]:
        raise table.fail(key, f"没有登记部分 {unknown[0]}")
    return found
