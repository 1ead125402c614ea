"""How the time limit of an item, written in words, becomes one that can be held against what was published."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.counting import after_months
from gongkai.law.dated import parameter
from gongkai.law.editions import Edition, editions, on_day, one_of
from gongkai.law.items import plain
from gongkai.law.loading import DATA, Row

KINDS = ("within", "promptly", "every", "every_day", "by", "standing")
UNITS = ("working_day", "day")
MOST = "proactive_publication.working_days"
_LEAP = 2000
_DIGITS = "零一二三四五六七八九"
_WEEK, _WORKING = 7, 5


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way of writing a limit. `number` 0 means the number stands in the words."""

    code: str
    kind: str
    unit: str
    number: int
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as a machine can hold it; all empty where the words were not understood (only for people).

    `within` days of `unit` (working_day, day) from forming or changing; `promptly` where no number is given; again
    every `months` or `days`; by `by` (month, day) each year; `standing` for what stays public.
    """

    within: int = 0
    unit: str = ""
    promptly: bool = False
    months: int = 0
    days: int = 0
    by: tuple[int, int] | None = None
    standing: bool = False

    @property
    def understood(self) -> bool:
        """Whether any of it was."""
        return self != Limit()

    @property
    def periodic(self) -> bool:
        """Whether something has to be published again and again."""
        return bool(self.months or self.days or self.by)

    def due(self, formed_on: date, calendars: Calendars, root: Path = DATA) -> date:
        """The last day for what was formed that day: the item's own limit, else the law's (条例第二十六条).

        Raises UnknownLaw before the Regulation, CalendarNotPublished for a year not entered.
        """
        if self.within and self.unit == "day":
            return formed_on + timedelta(days=self.within)
        return calendars.add_working_days(formed_on, self.within or longest(formed_on, root))

    def longer_than_law(self, on: date, root: Path = DATA) -> bool:
        """Whether more days are given than the law's working days; calendar days are taken at their most."""
        most = longest(on, root)
        return self.within > (most if self.unit == "working_day" else most + 2 * (most // _WORKING))

    def window(self, on: date) -> tuple[date, date] | None:
        """The first and last day between which something had to be public; None where nothing comes round again.

        A yearly day that has passed asks for the year before it; an interval for the last one that is over.
        """
        if self.by:
            last = _on_or_before(self.by, on)
            return _on_or_before(self.by, last - timedelta(days=1)) + timedelta(days=1), last
        if self.months:
            end = date(on.year, (on.month - 1) // self.months * self.months + 1, 1)
            begin = after_months(end, -self.months)
            return begin, on
        return (on - timedelta(days=self.days), on) if self.days else None

    def due_after(self, day: date, *, published: bool) -> date | None:
        """The last day for what must come next, after something was published that day, or after the item began.

        It is the day after which `window` misses it; None where nothing comes round again.
        """
        if self.by:
            first = _on_or_after(self.by, day)
            return _on_or_after(self.by, first + timedelta(days=1)) if published else first
        if self.months:
            begin = date(day.year, (day.month - 1) // self.months * self.months + 1, 1)
            return after_months(begin, (2 if published else 1) * self.months) - timedelta(days=1)
        return day + timedelta(days=self.days) if self.days else None


def longest(on: date, root: Path = DATA) -> int:
    """The law's own limit in working days. Raises UnknownLaw before the Regulation."""
    value = parameter(MOST, root).at(on).value
    assert value is not None
    return value


def limit_of(words: str, on: date, root: Path = DATA) -> Limit:
    """What the words say; an empty Limit where no row of that day knows them. Raises UnknownLaw before the rows."""
    text, found = plain(words), dict[str, object]()
    for one in on_day(_patterns(root), "公开时限的写法", on):
        match = one.words.search(text)
        if match is None:
            continue
        if one.kind == "within" and "within" not in found:
            if number := one.number or number_in(match[1]):
                found |= {"within": number, "unit": one.unit}
        elif one.kind == "every" and not found.keys() & {"months", "by"}:
            found["months"] = one.number
        elif one.kind == "every_day":
            found.setdefault("days", one.number)
        elif one.kind == "by" and "by" not in found:
            if (day := _month_day(match)) is not None:
                found["by"] = day
        elif one.kind in ("promptly", "standing"):
            found[one.kind] = True
    return Limit(**found)  # type: ignore[arg-type]


def number_in(word: str) -> int:
    """A number up to 99 in digits or Chinese; 0 for none."""
    if word.isdecimal():
        return int(word) if len(word) < 4 else 0
    tens, ten, units = word.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or any(one not in _DIGITS for one in tens + units):
        return 0
    return ((_DIGITS.index(tens) if tens else 1) * 10 if ten else 0) + (_DIGITS.index(units) if units else 0)


def _month_day(match: re.Match[str]) -> tuple[int, int] | None:
    month = int(match[1])
    if not 1 <= month <= 12:
        return None
    last = monthrange(_LEAP, month)[1]
    day = int(match[2]) if match.re.groups > 1 else last
    return (month, day) if 1 <= day <= last else None


def _on_or_before(month_day: tuple[int, int], on: date) -> date:
    month, day = month_day
    for year in (on.year, on.year - 1):
        found = date(year, month, min(day, monthrange(year, month)[1]))
        if found <= on:
            return found
    raise AssertionError("a day of last year lies before every day of this")


def _on_or_after(month_day: tuple[int, int], on: date) -> date:
    month, day = month_day
    for year in (on.year, on.year + 1):
        found = date(year, month, min(day, monthrange(year, month)[1]))
        if found >= on:
            return found
    raise AssertionError("a day of next year lies after every day of this")


@cache
def _patterns(root: Path = DATA) -> tuple[Edition[Pattern], ...]:
    def pattern(row: Row) -> Pattern:
        kind, number = one_of(row, "kind", KINDS), row.integer("number", 0)
        unit = one_of(row, "unit", UNITS) if kind == "within" else ""
        try:
            words = re.compile(row.text("words"))
        except re.error as error:
            raise row.fail("words", f"不是有效的正则表达式：{error}") from error
        if kind in ("every", "every_day") and not number:
            raise row.fail("number", "缺少此项")
        if kind in ("within", "by") and not number and not words.groups:
            raise row.fail("words", "没有取数字的括号")
        return Pattern(row.text("code"), kind, unit, number, words)

    return editions(root / "items" / "limits.toml", "pattern", pattern)
