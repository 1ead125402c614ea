"""Which open clocks move when a calendar changes: a new year is entered, or a notice changes one that stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry
from gongkai.law.deadlines import Due, due
from gongkai.law.loading import DATA


@dataclass(frozen=True, slots=True)
class OpenClock:
    """A clock that still runs: the caller's own id, the rule's id, and the ledger."""

    id: str
    rule: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock whose last day changed, or became certain on the same day."""

    id: str
    before: date | None
    after: date | None
    was_provisional: bool
    is_provisional: bool
    sentence: str


def moved(clocks: Iterable[OpenClock], old: Calendars, new: Calendars, *, root: Path = DATA) -> list[Moved]:
    """Compare each clock under both calendars. Years not entered are answered provisionally on either side.

    What a person was told is not changed by this: the caller records the movement as a new event.
    """
    found = []
    for clock in clocks:
        before = due(clock.rule, clock.entries, old, provisional=True, root=root)
        after = due(clock.rule, clock.entries, new, provisional=True, root=root)
        if (before.last_day, before.provisional) != (after.last_day, after.provisional):
            said = said_of(after, before.last_day)
            found.append(Moved(clock.id, before.last_day, after.last_day, before.provisional, after.provisional, said))
    return found


def said_of(after: Due, before: date | None) -> str:
    """What is said of a clock that stood at `before` and is answered otherwise now."""
    was = before.isoformat() if before else "未定"
    now = after.last_day.isoformat() if after.last_day else "未定"
    if was == now:
        return f"{after.title}：截止日 {now} 不变，{'成为暂定' if after.provisional else '已由暂定转为确定'}。"
    return f"{after.title}：因节假日安排变化，截止日由 {was} 改为 {now}{'（暂定）' if after.provisional else ''}。"
