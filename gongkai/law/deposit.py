"""Delivery to the archives and the public library (两馆送交): the days, the copies, the list, the formats.

What stands here as law are rows of `data/delivery` and `data/params/deposit.toml`; an interval is half open, its
last day belongs to the next one (D-231).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameter
from gongkai.law.editions import Edition, editions, named, on_day
from gongkai.law.instruments import cite_of
from gongkai.law.loading import DATA, Row

LIST_COPIES = "deposit.list_copies"
REPLACEMENT_PAPER = "deposit.replacement_paper_copies"
REPLACEMENT_ELECTRONIC = "deposit.replacement_electronic_copies"
NAME = "送交两馆"


@dataclass(frozen=True, slots=True)
class DepositRule:
    """On which days of a month is delivered, what was published before which; `moved` past days not worked."""

    code: str
    label: str
    closes: tuple[int, ...]
    days: tuple[int, ...]
    moved: bool
    cite: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One interval: from `begins` to the day before `ends`, to be delivered on `due` at the latest."""

    begins: date
    ends: date
    due: date


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of the list; `width` in mm on A4."""

    code: str
    label: str
    width: int


@dataclass(frozen=True, slots=True)
class ElectronicFormat:
    """A format in which electronic copies are taken; `made` by this platform itself."""

    code: str
    label: str
    made: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A fixed phrase of the papers."""

    code: str
    label: str


def deposit_rules(on: date, root: Path = DATA) -> tuple[DepositRule, ...]:
    """The rules of that day. Raises UnknownLaw before the first."""
    return on_day(_rules(root), NAME, on)


def deposit_rule(code: str, on: date, root: Path = DATA) -> DepositRule:
    """One rule of that day. Raises UnknownLaw where there is none of that code."""
    return named(deposit_rules(on, root), code, NAME + "的规则", on)


def list_columns(on: date, root: Path = DATA) -> tuple[ListColumn, ...]:
    """The columns of the list in order. Raises UnknownLaw before the first edition."""
    return on_day(_columns(root), "送交信息目录表", on)


def electronic_formats(on: date, root: Path = DATA) -> tuple[ElectronicFormat, ...]:
    """The formats of that day. Raises UnknownLaw before the first edition."""
    return on_day(_formats(root), "送交电子件格式", on)


def wording(code: str, on: date, root: Path = DATA) -> str:
    """One fixed phrase. Raises UnknownLaw for a code or a day without one."""
    return named(on_day(_words(root), "送交用语", on), code, "送交用语", on).label


def copies(id: str, on: date, root: Path = DATA) -> int:
    """How many copies: LIST_COPIES, REPLACEMENT_PAPER or REPLACEMENT_ELECTRONIC. Raises UnknownLaw."""
    value = parameter(id, root).at(on).value
    assert value is not None
    return value


def due_days(year: int, rule: DepositRule, calendars: Calendars) -> tuple[date, ...]:
    """The days of delivery that fall due for the months of that year, in order.

    One that is not worked is moved to the next working day, which for the last of a year may lie in the next. Raises
    CalendarNotPublished for a year without its calendar.
    """
    return tuple(_due(year, month, day, rule, calendars) for month in range(1, 13) for day in rule.days)


def due_after(day: date, rule: DepositRule, calendars: Calendars) -> date:
    """The first day of delivery after `day`."""
    found = (due for turn in _nominal(rule, _back(day)) if (due := _of(turn, rule, calendars).due) > day)
    return next(found)


def turns(rule: DepositRule, since: date, until: date, calendars: Calendars) -> Iterator[Turn]:
    """The intervals that were not over on `since` and are over on `until` (`ends` <= `until`), in order.

    The first begins at `since` itself: what was published before is not its matter. Raises CalendarNotPublished.
    """
    for ends in _nominal(rule, since):
        if ends[0] <= since:
            continue
        if ends[0] > until:
            return
        turn = _of(ends, rule, calendars)
        yield Turn(max(turn.begins, since), turn.ends, turn.due)


def turn_of(rule: DepositRule, day: date, calendars: Calendars) -> Turn:
    """The interval that `day` falls into. Raises CalendarNotPublished."""
    return next(_of(ends, rule, calendars) for ends in _nominal(rule, day) if ends[0] > day)


Closing = tuple[date, int]


def _nominal(rule: DepositRule, since: date) -> Iterator[Closing]:
    """Every closing day from the month of `since` on without end, with its place in the month."""
    year, month = since.year, since.month
    while True:
        for place, day in enumerate(rule.closes):
            yield date(year, month, day), place
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _of(closing: Closing, rule: DepositRule, calendars: Calendars) -> Turn:
    ends, place = closing
    if place:
        begins = ends.replace(day=rule.closes[place - 1])
    else:
        begins = _back(ends).replace(day=rule.closes[-1])
    return Turn(begins, ends, _due(ends.year, ends.month, rule.days[place], rule, calendars))


def _back(day: date) -> date:
    """The first day of the month before."""
    return date(day.year - 1, 12, 1) if day.month == 1 else date(day.year, day.month - 1, 1)


def _due(year: int, month: int, day: int, rule: DepositRule, calendars: Calendars) -> date:
    nominal = date(year, month, day)
    if not rule.moved or calendars.is_working_day(nominal):
        return nominal
    return calendars.next_working_day(nominal)


@cache
def _rules(root: Path = DATA) -> tuple[Edition[DepositRule], ...]:
    return editions(root / "delivery" / "rules.toml", "rule", _rule)


@cache
def _columns(root: Path = DATA) -> tuple[Edition[ListColumn], ...]:
    return editions(root / "delivery" / "list.toml", "column", _column)


@cache
def _formats(root: Path = DATA) -> tuple[Edition[ElectronicFormat], ...]:
    return editions(root / "delivery" / "formats.toml", "format", _format)


@cache
def _words(root: Path = DATA) -> tuple[Edition[Wording], ...]:
    return editions(root / "delivery" / "words.toml", "word", _word)


def _rule(row: Row) -> DepositRule:
    made = DepositRule(
        row.text("code"), row.text("label"), _month_days(row, "closes"), _month_days(row, "days"), row.flag("moved"),
        cite_of(row),
    )  # fmt: skip
    if len(made.closes) != len(made.days):
        raise row.fail("days", "各期的截止日和送交日须一样多")
    if any(close > day for close, day in zip(made.closes, made.days, strict=True)):
        raise row.fail("days", "送交日不得早于同期的截止日")
    return made


def _month_days(row: Row, key: str) -> tuple[int, ...]:
    found = row.raw(key)
    # The 29th is not in every month, so no rule may rest on it.
    if not isinstance(found, list) or not found or any(type(day) is not int or not 1 <= day <= 28 for day in found):
        raise row.fail(key, "应为 1 至 28 的日子，至少一个")
    if sorted(set(found)) != found:
        raise row.fail(key, "各日须按先后排列，不得重复")
    return tuple(found)


def _column(row: Row) -> ListColumn:
    return ListColumn(row.text("code"), row.text("label"), row.integer("width"))


def _format(row: Row) -> ElectronicFormat:
    return ElectronicFormat(row.text("code"), row.text("label"), row.flag("made"))


def _word(row: Row) -> Wording:
    return Wording(row.text("code"), row.text("label"))
