"""Levels of state secrets with their longest periods (保密法), and the article each topic of a review rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, files, load


@dataclass(frozen=True, slots=True)
class SecrecyLevel:
    """One level as it stood from `since` on. `longest_years` applies unless other rules say otherwise; rank 3 is the
    highest."""

    code: str
    label: str
    rank: int
    longest_years: int
    since: date
    cite: str
    reading: str


@dataclass(frozen=True, slots=True)
class ReviewGround:
    """What a topic of the review before disclosure rests on, from `since` on."""

    what: str
    since: date
    cite: str
    reading: str

    @property
    def words(self) -> str:
        """The article as it is printed: 《条例》第十五条."""
        return cited(self.cite).words


@cache
def _levels(root: Path = DATA) -> dict[str, tuple[SecrecyLevel, ...]]:
    found: dict[str, tuple[SecrecyLevel, ...]] = {}
    for row in _rows("level", root):
        code, label, rank = row.text("code"), row.text("label"), row.integer("rank")
        history: list[SecrecyLevel] = []
        for value in row.rows("value", required=True):
            years = value.integer("longest_years")
            if years < 1:
                raise value.fail("longest_years", "应为正整数")
            level = SecrecyLevel(code, label, rank, years, value.day("from"), cite_of(value), _reading(value))
            add(history, level, value)
            value.done()
        if code in found:
            raise row.fail("code", f"{code} 已在别处登记")
        row.done()
        found[code] = tuple(history)
    return found


@cache
def _grounds(root: Path = DATA) -> dict[str, tuple[ReviewGround, ...]]:
    found: dict[str, tuple[ReviewGround, ...]] = {}
    for row in _rows("ground", root):
        what = row.text("what")
        history: list[ReviewGround] = []
        for value in row.rows("value", required=True):
            add(history, ReviewGround(what, value.day("from"), cite_of(value), _reading(value)), value)
            value.done()
        if what in found:
            raise row.fail("what", f"{what} 已在别处登记")
        row.done()
        found[what] = tuple(history)
    return found


def _rows(kind: str, root: Path) -> list[Row]:
    rows: list[Row] = []
    for file in files("secrecy", root):
        whole = load(file)
        if not (whole.has("level") or whole.has("ground")):
            raise whole.fail("level", "缺少此项")
        for name in ("level", "ground"):
            found = list(whole.rows(name))
            rows += found if name == kind else []
        whole.done()
    return rows


def _reading(row: Row) -> str:
    return row.text("reading", required=False)


def secrecy_levels(on: date, root: Path = DATA) -> tuple[SecrecyLevel, ...]:
    """The levels in force on that day, highest first. Raises UnknownLaw for days before the first registered text."""
    current = [in_force(history, on) for history in _levels(root).values()]
    known = [level for level in current if level is not None]
    if not known:
        raise UnknownLaw(f"{on.isoformat()} 的密级和保密期限没有登记，不能判断密级标志，请改由人工审查。")
    return tuple(sorted(known, key=lambda level: -level.rank))


def review_ground(what: str, on: date, root: Path = DATA) -> ReviewGround:
    """The article that a topic of the review rests on. Raises UnknownLaw for unknown topics and earlier days."""
    history = _grounds(root).get(what)
    if history is None:
        raise UnknownLaw(f"没有登记审查话题“{what}”的依据。")
    current = in_force(history, on)
    if current is None:
        raise UnknownLaw(f"{on.isoformat()} 还没有审查话题“{what}”的依据。")
    return current
