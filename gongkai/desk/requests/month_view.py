"""Why this date, as a calendar: months of weeks of days, each with its ordinal or the reason it does not count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from gongkai.law.counting import Step
from gongkai.law.deadlines import Due

WEEK = timedelta(days=7)
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: `kind` is its look (count, off, hold, event, due, out), under its number its ordinal or else `mark`."""

    day: date
    kind: str
    ordinal: int | None
    mark: str
    reason: str
    today: bool
    ahead: bool

    @property
    def look(self) -> str:
        """The classes of the cell."""
        return self.kind + (" today" if self.today else "") + (" ahead" if self.ahead else "")


@dataclass(frozen=True, slots=True)
class Month:
    """One month, Monday first; days of other months are left empty."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months_of(due: Due, on: date) -> list[Month]:
    """The months the count runs through, from its beginning to its last day (or to what happened last)."""
    steps: dict[date, Step] = {}
    events: dict[date, str] = {}
    for step in due.trail:
        if step.event:
            events[step.day] = _("、").join(filter(None, (events.get(step.day, ""), step.reason)))
        else:
            steps[step.day] = step
    days = [*steps, *events]
    if not days:
        return []
    first, last = min(days), max(days)
    found, month = [], first.replace(day=1)
    while month <= last:
        following = (month + 31 * ONE).replace(day=1)
        weeks, day = [], month - month.weekday() * ONE
        while day < following:
            weeks.append(tuple(
                _cell(one, steps.get(one), events.get(one, ""), due, on) if month <= one < following else None
                for one in (day + at * ONE for at in range(7))
            ))  # fmt: skip
            day += WEEK
        kept = [week for week in weeks if any(one and first <= one.day <= last for one in week)]
        found.append(Month(month, tuple(kept)))
        month = following
    return found


def _cell(day: date, step: Step | None, event: str, due: Due, on: date) -> Cell:
    kind, mark, reason, ordinal = "out", "", "", step.ordinal if step is not None else None
    if step is not None and step.ordinal is not None:
        kind, reason = "count", step.reason
    elif step is not None:
        paused = step.reason.endswith("期间不计")
        kind, mark, reason = ("hold", _("不计"), step.reason) if paused else ("off", _("休"), step.reason)
    if event:
        reason = "；".join(filter(None, (event, reason)))
        if kind == "out":
            kind, mark = "event", _("起算") if day == due.started else _("记载")
    if day == due.last_day:
        kind = "due"
        mark = mark or _("截止")
    return Cell(day, kind, ordinal, mark, reason, day == on, day > on)
