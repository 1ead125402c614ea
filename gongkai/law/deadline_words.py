"""The codes that the deadline rows use, with the Chinese words shown for them, and how each unit is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row, files, load

KINDS = ("event", "bearer", "lapse", "interruption", "approver")


@dataclass(frozen=True, slots=True)
class Counting:
    """How a unit is counted: the first day never counts; the last may move past a holiday."""

    since: date
    last_day_rolls: bool
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class Words:
    """Titles by kind and code, and the counting history and title of each unit."""

    titles: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]
    counting: Mapping[str, tuple[Counting, ...]]

    @property
    def folder_keys(self) -> tuple[str, ...]:
        """The arrays of the deadline files that are read here."""
        return (*KINDS, "counting")

    def code(self, row: Row, key: str, kind: str) -> str:
        """The code under `key`, refused with file and key unless it is registered as that kind."""
        code = row.text(key)
        if code not in self.titles[kind]:
            raise row.fail(key, f"没有登记 {kind} 代码 {code}")
        return code

    def title(self, kind: str, code: str) -> str:
        """The Chinese words of a registered code."""
        return self.titles[kind][code]

    def counted(self, unit: str, on: date) -> Counting:
        """How that unit is counted for a period starting that day. Raises UnknownLaw before the first row."""
        current = in_force(self.counting.get(unit, ()), on)
        if current is None:
            raise UnknownLaw(f"{on.isoformat()} 没有登记“{unit}”的期间计算方法，不能推算。")
        return current


@cache
def words(root: Path = DATA) -> Words:
    """All codes of the deadline files. Raises LawDataError on a doubled code."""
    titles: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    units: dict[str, str] = {}
    counting: dict[str, tuple[Counting, ...]] = {}
    for file in files("deadlines", root):
        row = load(file)
        for kind in KINDS:
            for entry in row.rows(kind):
                code = entry.text("code")
                if code in titles[kind]:
                    raise entry.fail("code", f"{code} 已在别处登记")
                titles[kind][code] = entry.text("title")
                entry.done()
        for entry in row.rows("counting"):
            unit = entry.text("unit")
            if unit in units:
                raise entry.fail("unit", f"{unit} 的计算方法已在别处登记")
            units[unit] = entry.text("title")
            counting[unit] = _counting(entry)
    return Words(titles, units, counting)


def _counting(row: Row) -> tuple[Counting, ...]:
    history: list[Counting] = []
    for value in row.rows("value", required=True):
        made = Counting(
            since=value.day("from"),
            last_day_rolls=value.flag("last_day_rolls"),
            cite=cite_of(value),
            reading=value.text("reading", required=False),
        )
        add(history, made, value)
        value.done()
    row.done()
    return tuple(history)
