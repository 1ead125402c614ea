"""Working days for reminders: as published, by weekends alone where a year's notice is not out yet (D-309)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from gongkai.law.calendar import Calendars

ONE = timedelta(days=1)


class Workdays:
    """The working days around some days; years are worked out when they are first asked for."""

    def __init__(self, calendars: Calendars | None = None) -> None:
        self._calendars = calendars or Calendars.published()
        self._days: list[date] = []
        self._first, self._last = 0, -1

    def shift(self, day: date, number: int) -> date:
        """The `number`-th working day after the day (before it: negative); the day itself for 0."""
        if not number:
            return day
        # A year holds more working days than any rule reaches.
        self._reach(day.year - 1, day.year + 1)
        at = bisect_right(self._days, day) - 1 + number if number > 0 else bisect_left(self._days, day) + number
        return self._days[at]

    def between(self, after: date, until: date) -> int:
        """How many working days lie after the one day up to and including the other; negative where it is earlier."""
        self._reach(min(after, until).year, max(after, until).year)
        return bisect_right(self._days, until) - bisect_right(self._days, after)

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        return self._calendars.kind_of(day, provisional=True).working

    def _reach(self, first: int, last: int) -> None:
        if self._last >= self._first and self._first <= first and last <= self._last:
            return
        if self._last >= self._first:
            first, last = min(first, self._first), max(last, self._last)
        self._first, self._last = first, last
        self._days = [day for year in range(first, last + 1) for day in _days_of(year) if self.works(day)]


@lru_cache(maxsize=1)
def workdays() -> Workdays:
    """Those of the published calendars, shared."""
    return Workdays()


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE
