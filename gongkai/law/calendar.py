"""Working days as published: which day counts, why, and how far ahead anyone can know.

工作日 leaves out weekends and statutory holidays (行政复议法第八十八条); a weekend worked in exchange
counts, as the yearly notice orders. A year without its notice is unknown: asking about it raises CalendarNotPublished.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from gongkai.law.calendar_rows import ONE_DAY, SATURDAY, SwappedDay, YearCalendar, published_years
from gongkai.law.errors import CalendarNotPublished
from gongkai.law.loading import DATA

WEEKDAYS = "一二三四五六日"


class Kind(StrEnum):
    """Why a day is or is not worked."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class DayKind:
    """One day: worked or not, the reason in Chinese, and the notice that says so (none for plain weekdays)."""

    day: date
    kind: Kind
    reason: str
    cite: str = ""
    provisional: bool = False

    @property
    def working(self) -> bool:
        """Whether the day counts as a working day."""
        return self.kind in (Kind.WORKDAY, Kind.MAKE_UP)


class Calendars:
    """The years entered so far. Immutable: `with_year` gives a new one, so that an old answer can be compared."""

    def __init__(self, years: Iterable[YearCalendar]) -> None:
        self._years = {year.year: year for year in sorted(years, key=lambda one: one.year)}
        self._named: dict[date, SwappedDay] = {}
        for year in self._years.values():
            self._named.update(year.days())
        self._working = [day for year in self._years for day in _days_of(year) if self._works(day)]

    @classmethod
    def published(cls, *, known_on: date | None = None, root: Path = DATA) -> Calendars:
        """The calendars that come with the platform; `known_on` leaves out what was not yet issued that day."""
        return _published(known_on, root)

    @property
    def years(self) -> tuple[int, ...]:
        """The years entered, in order."""
        return tuple(self._years)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of which days these calendars name as off or worked: another one may move a limit."""
        said = [str(year) for year in self._years]
        said += [f"{day.isoformat()}{'-' if named.off else '+'}" for day, named in sorted(self._named.items())]
        return sha256("\n".join(said).encode()).hexdigest()

    def with_year(self, calendar: YearCalendar) -> Calendars:
        """These calendars with one year added or replaced."""
        return Calendars([*(one for one in self._years.values() if one.year != calendar.year), calendar])

    def require(self, year: int) -> None:
        """Raise CalendarNotPublished unless the year has been entered."""
        if year not in self._years:
            known = f"现有 {min(self._years)} 年至 {max(self._years)} 年" if self._years else "尚未录入任何年份"
            raise CalendarNotPublished(
                f"{year} 年的节假日安排还没有录入（{known}），不能计算到该年的工作日；"
                f"国务院办公厅通知公布后，请按 calendars/{year}.toml 的格式录入该年日历。"
            )

    def kind_of(self, day: date, *, provisional: bool = False) -> DayKind:
        """What kind of day it is. With `provisional`, a year not entered is answered by weekends only, and marked.

        Raises CalendarNotPublished for a year not entered otherwise.
        """
        guessed = day.year not in self._years
        if guessed and not provisional:
            self.require(day.year)
        named = self._named.get(day)
        if named is not None:
            kind = Kind.HOLIDAY if named.off else Kind.MAKE_UP
            reason = f"{named.holiday}放假" if named.off else f"周{WEEKDAYS[day.weekday()]}调休上班（{named.holiday}）"
            return DayKind(day, kind, f"{reason}，依据{named.basis}", named.cite)
        weekend = day.weekday() >= SATURDAY
        reason = f"周{WEEKDAYS[day.weekday()]}，{'休息日' if weekend else '工作日'}"
        if guessed:
            reason += f"（暂定：{day.year} 年节假日安排尚未公布）"
        return DayKind(day, Kind.WEEKEND if weekend else Kind.WORKDAY, reason, provisional=guessed)

    def is_working_day(self, day: date) -> bool:
        """Whether it is a working day. Raises CalendarNotPublished for a year not entered."""
        self.require(day.year)
        return self._works(day)

    def add_working_days(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`, which is not counted; a negative number counts back.

        Raises CalendarNotPublished when the count leaves the years entered, ValueError for zero.
        """
        if not number:
            raise ValueError("工作日数不能为零")
        forward = number > 0
        begins = (start + ONE_DAY if forward else start - ONE_DAY).year
        first = bisect_right(self._working, start) - 1 if forward else bisect_left(self._working, start)
        at, step = first + number, 1 if forward else -1
        reached = self._working[at].year if 0 <= at < len(self._working) else begins + step * len(self._years)
        for year in range(begins, reached + step, step):
            self.require(year)
        return self._working[at]

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after `after`, up to and including `until`; negative when `until` is earlier."""
        for year in range((min(after, until) + ONE_DAY).year, max(after, until).year + 1):
            self.require(year)
        return bisect_right(self._working, until) - bisect_right(self._working, after)

    def _works(self, day: date) -> bool:
        named = self._named.get(day)
        return not named.off if named is not None else day.weekday() < SATURDAY


@cache
def _published(known_on: date | None, root: Path) -> Calendars:
    years = published_years(root)
    if known_on is None:
        return Calendars(years)
    return Calendars(known for year in years if (known := year.known_on(known_on)) is not None)


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + number * ONE_DAY for number in range((date(year + 1, 1, 1) - first) // timedelta(days=1)))
