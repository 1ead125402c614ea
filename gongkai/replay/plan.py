"""What is to happen on which day: requests with their words, cases with their days. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """One request. `days` are the words of its course by day, in order; `key` is its place in the whole plan.

    `came_on` is the day it arrived, `closes_on` that of its (last) closing. `hand` tells which clerk has it.
    """

    key: int
    unit: str
    hand: int
    kind: str
    channel: str
    event: str
    subject: str
    came_on: date
    closes_on: date
    leaf: str
    days: tuple[tuple[date, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """One reconsideration or suit. `request` and `after` are keys of the plan; `days` by step (filed, accepted, papers,
    defence, decided, arrived), those missing that lie beyond the year's end for a case that is pending."""

    key: int
    request: int
    kind: str
    block: str
    column: str
    decision: str
    again: bool
    orders: str
    length: int | None
    unit: str
    days: Mapping[str, date]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is played. `assumed` says in sentences what the report does not."""

    requests: tuple[PlannedRequest, ...]
    cases: tuple[PlannedCase, ...]
    assumed: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The first day on which anything happens."""
        return min(one.came_on for one in self.requests)

    @property
    def last(self) -> date:
        """The last one."""
        days = [day for one in self.requests for day, _ in one.days]
        return max([*days, *(day for case in self.cases for day in case.days.values())])
