"""Why this date: the days of a limit, one cell each, in weeks that begin on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.deadlines import Due


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its ordinal where it was counted, its class in the picture, and why it counts or not."""

    day: date
    ordinal: int | None
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Days:
    """The sentence of the rule with its article, empty cells before the first day, and the days."""

    sentence: str
    cite: str
    gap: range
    cells: tuple[Cell, ...]


def days_of(due: Due, on: date) -> Days | None:
    """The picture of a limit, seen on `on`; None where the rule counts no days."""
    cells: dict[date, Cell] = {}
    for step in due.trail:
        if step.event and step.day in cells:
            continue
        kind = "off" if step.ordinal is None else "" if step.day <= on else "todo"
        if step.day == due.last_day:
            kind = "due"
        elif step.day == on:
            kind = f"{kind} today".strip()
        cells[step.day] = Cell(step.day, step.ordinal, kind, step.reason)
    if not cells:
        return None
    first, last = min(cells), max(cells)
    listed = []
    day = first
    while day <= last:
        listed.append(cells.get(day, Cell(day, None, "off", "")))
        day += timedelta(days=1)
    return Days(due.sentence, due.cite, range(first.weekday()), tuple(listed))
