"""From a clock and the rules to the days on which something is to be said: pure. Readings: docs/decisions D-307."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.supervision import WatchRules, WatchStep
from gongkai.supervision.workdays import Workdays

REMINDER, DUE, ALARM = "reminder", "due", "alarm"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the notices of a clock follow from. `since_on`: the first day on which its date was counted with."""

    key: int
    node: str
    begun_on: date
    due_on: date
    met_on: date | None
    since_on: date


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to say of a clock: which step, on which day it belongs, how far that is from the due date."""

    step: str
    on: date
    days: int
    colour: str
    tell: tuple[str, ...]
    channels: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Before the day, on it, after it."""
        return REMINDER if self.days < 0 else ALARM if self.days > 0 else DUE


@dataclass(frozen=True, slots=True)
class Segment:
    """Rules and the days (both counted) on which they hold."""

    first: date
    last: date
    rules: WatchRules


def schedule(due_on: date, node: str, rules: WatchRules, days: Workdays) -> tuple[Said, ...]:
    """Every step for that due date by day, the repetitions after the last alarm among them."""
    steps = [one for one in rules.steps if not one.nodes or node in one.nodes]
    found = [_said(one, one.code, one.days, due_on, days) for one in steps]
    last = max((one for one in steps if one.days > 0), key=lambda one: one.days, default=None)
    if last is not None and rules.repeat_days:
        found += [
            _said(last, f"{last.code}-r{number}", last.days + number * rules.repeat_days, due_on, days)
            for number in range(1, rules.repeat_most + 1)
        ]
    return tuple(sorted(found, key=lambda one: (one.days, one.step)))


def notices_of(
    clock: Facts, segments: Sequence[Segment], days: Workdays, made: dict[object, tuple[Said, ...]]
) -> Iterator[tuple[date, Said]]:
    """What is to be said of a clock on the days of the segments, each with the day to which it belongs.

    `made` keeps schedules that were worked out already. What lies before `since_on` is said on that day, only the
    latest of it, and only where nothing else is.
    """
    for at in segments:
        if at.last < clock.since_on or (clock.met_on is not None and clock.met_on < at.first):
            continue
        key = (clock.due_on, clock.node if _differs(at.rules) else "", id(at.rules))
        if key not in made:
            made[key] = schedule(clock.due_on, clock.node, at.rules, days)
        every = [one for one in made[key] if one.on >= clock.begun_on]
        first = max(at.first, clock.since_on)
        for one in every:
            if first <= one.on <= at.last and stood(clock, one.on):
                yield one.on, one
        if at.first <= clock.since_on <= at.last and stood(clock, clock.since_on):
            yield from _missed(every, clock.since_on)


def stood(clock: Facts, on: date) -> bool:
    """Whether the clock ran on the morning of that day."""
    return clock.begun_on <= on and (clock.met_on is None or clock.met_on >= on)


def _missed(every: Iterable[Said], since: date) -> Iterator[tuple[date, Said]]:
    passed = [one for one in every if one.on <= since]
    if passed and passed[-1].on < since:
        yield since, passed[-1]


def _said(step: WatchStep, code: str, number: int, due_on: date, days: Workdays) -> Said:
    return Said(code, days.shift(due_on, number), number, step.colour, step.tell, step.channels)


def _differs(rules: WatchRules) -> bool:
    return any(one.nodes for one in rules.steps)
