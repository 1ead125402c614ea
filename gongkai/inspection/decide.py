"""How a column stands on a day: from its last update, the list's interval and the inspection's limit. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.law.calendar import Calendars
from gongkai.law.inspection import ColumnKind, next_update, working_days_left

EMPTY, LONG_STALE, STALE, NEAR, FRESH = "empty", "long_stale", "stale", "near", "fresh"
# The worst first, as lists show them.
STATES = (EMPTY, LONG_STALE, STALE, NEAR, FRESH)
INTERVAL, INSPECTION = "interval", "inspection"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a row of a list promises: a kind of column, updated `every` so many `unit`, from `begins` on."""

    kind: ColumnKind
    every: int
    unit: str
    begins: date


@dataclass(frozen=True, slots=True)
class Due:
    """By which day the next update is due, and by which of the two clocks; both empty where none runs."""

    on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the column stands: `days` since its last update, `due_on` (by the list or the inspection, whichever comes
    first), and the last day before an inspection fails it. `failed` and `long` say what an inspection counts now."""

    state: str
    updated_on: date | None
    days: int
    due_on: date | None
    by: str
    fails_on: date | None
    failed: bool
    long: bool

    @property
    def behind(self) -> bool:
        """Whether it is empty or late by its own list."""
        return self.state in (EMPTY, LONG_STALE, STALE)


def due(promise: Promise, updated_on: date | None, calendars: Calendars) -> Due:
    """The last day for the next update. An empty column is due from the first day of the list."""
    if updated_on is None:
        return Due(promise.begins, INSPECTION)
    own = next_update(updated_on, promise.every, promise.unit, calendars)
    limit = promise.kind.fails_on(updated_on)
    if own is None and limit is None:
        return Due(None, "")
    if own is not None and (limit is None or own <= limit):
        return Due(max(own, promise.begins), INTERVAL)
    assert limit is not None
    return Due(max(limit, promise.begins), INSPECTION)


def standing(promise: Promise, updated_on: date | None, on: date, calendars: Calendars) -> Standing:
    """How it stands that day."""
    limit = due(promise, updated_on, calendars)
    if updated_on is None:
        return Standing(EMPTY, None, max((on - promise.begins).days, 0), limit.on, limit.by, None, False, False)
    fails_on, long_on = promise.kind.fails_on(updated_on), promise.kind.long_on(updated_on)
    failed, long = fails_on is not None and on > fails_on, long_on is not None and on > long_on
    state = FRESH
    if long:
        state = LONG_STALE
    elif limit.on is not None and on > limit.on:
        state = STALE
    elif limit.on is not None and working_days_left(on, limit.on, calendars, promise.kind.near) <= promise.kind.near:
        state = NEAR
    return Standing(state, updated_on, (on - updated_on).days, limit.on, limit.by, fails_on, failed, long)


def fails_after(found: Standing) -> date | None:
    """The first day on which an inspection fails the column; None where time does not."""
    return found.fails_on + timedelta(days=1) if found.fails_on is not None else None
