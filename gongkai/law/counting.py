"""Counting a period day by day, so that every day can be shown with its ordinal or with the reason it does not count.

The day a period begins is not counted; working days leave out weekends and holidays; months and years end on the
corresponding day, or the last of the month; a last day off moves on
(行政诉讼法解释第四十八条, 民法典第二百零一条至第二百零三条).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from gongkai.law.calendar import Calendars
from gongkai.law.calendar_rows import ONE_DAY

MONTHS_IN = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a trail: a day counted (with its ordinal), a day left out, or something that happened (`event`)."""

    day: date
    ordinal: int | None
    reason: str
    cite: str = ""
    event: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Days left out: from the day after `sent` up to and including `answered`; None while it is still open."""

    what: str
    sent: date
    answered: date | None
    reason: str
    cite: str

    def covers(self, day: date) -> bool:
        """Whether that day is left out."""
        return self.sent < day and (self.answered is None or day <= self.answered)


@dataclass(frozen=True, slots=True)
class Period:
    """What is counted: `length` of `unit` from the day after `begins`, less the pauses; `rolls` past a last day off."""

    begins: date
    length: int
    unit: str
    pauses: tuple[Pause, ...]
    rolls: bool
    cite: str


@dataclass(frozen=True, slots=True)
class Count:
    """The days gone through, and the last day of the period; None while a pause is open or `upto` came first."""

    steps: tuple[Step, ...]
    due: date | None
    provisional: bool


def count(period: Period, calendars: Calendars, *, upto: date | None = None, provisional: bool = False) -> Count:
    """Go through a period. `upto` stops early. Raises CalendarNotPublished for a missing year, unless `provisional`."""
    guessed = False
    last: date | None
    if period.unit == "month_day":
        fixed = last = next_month_day(period.begins, period.length)
        steps = [Step(fixed, None, "法定截止日", period.cite, event=True)]
    elif period.unit in MONTHS_IN:
        steps, last = _months(period, upto)
    else:
        steps, last, guessed = _days(period, calendars, upto, provisional)
    if last is not None and period.rolls:
        while not (kind := calendars.kind_of(last, provisional=provisional)).working:
            guessed = guessed or kind.provisional
            last += ONE_DAY
            steps.append(Step(last, None, f"最后一日遇{kind.reason}，顺延一日", period.cite))
        guessed = guessed or kind.provisional
    return Count(tuple(steps), last, guessed)


def after_months(start: date, months: int) -> date:
    """The corresponding day that many months later, or the last day of that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def next_month_day(start: date, month_day: int) -> date:
    """The first such day after `start`; 131 is 31 January."""
    month, day = divmod(month_day, 100)
    this_year = date(start.year, month, day)
    return this_year if this_year > start else date(start.year + 1, month, day)


def _pause_on(period: Period, day: date) -> Pause | None:
    return next((pause for pause in period.pauses if pause.covers(day)), None)


def _days(
    period: Period, calendars: Calendars, upto: date | None, provisional: bool
) -> tuple[list[Step], date | None, bool]:
    steps: list[Step] = []
    day, counted, guessed = period.begins, 0, False
    while counted < period.length:
        day += ONE_DAY
        if upto is not None and day > upto:
            return steps, None, guessed
        if (pause := _pause_on(period, day)) is not None:
            if pause.answered is None:
                return steps, None, guessed
            steps.append(Step(day, None, pause.reason, pause.cite))
            continue
        reason, cite = "日历日", period.cite
        if period.unit == "working_day":
            kind = calendars.kind_of(day, provisional=provisional)
            reason, cite = kind.reason, kind.cite or period.cite
            guessed = guessed or kind.provisional
            if not kind.working:
                steps.append(Step(day, None, reason, cite))
                continue
        counted += 1
        steps.append(Step(day, counted, reason, cite))
    return steps, day, guessed


def _months(period: Period, upto: date | None) -> tuple[list[Step], date | None]:
    each = MONTHS_IN[period.unit]
    ends = [after_months(period.begins, number * each) for number in range(1, period.length + 1)]
    steps = [Step(end, number, "对应日", period.cite) for number, end in enumerate(ends, start=1)]
    day, owed, last = period.begins, 0, ends[-1]
    if not period.pauses:
        day = last
    while day < last or owed:
        day += ONE_DAY
        paused = _pause_on(period, day)
        if paused is not None and paused.answered is None:
            return steps[:-1], None
        if paused is not None:
            owed += day <= last
            steps.append(Step(day, None, paused.reason, paused.cite))
        elif day > last:
            owed -= 1
    if upto is not None and day > upto:
        return steps[:-1], None
    return sorted(steps, key=lambda step: step.day), day
