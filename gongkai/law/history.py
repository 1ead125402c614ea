"""Rows that replace one another in time: each ends the one before it, so no overlap can be written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from gongkai.law.loading import Row


class Since(Protocol):
    """Whatever took force on a day."""

    @property
    def since(self) -> date:
        """The first day it applied."""


Value = TypeVar("Value", bound=Since)


def in_force(history: Sequence[Value], on: date) -> Value | None:
    """The latest row that had begun by that day, or None before the first."""
    return next((value for value in reversed(history) if value.since <= on), None)


def add(history: list[Value], value: Value, row: Row) -> None:
    """Append a row that must be later than the last. Raises LawDataError at its `from` otherwise."""
    if history and value.since <= history[-1].since:
        raise row.fail("from", "各行须按日期先后排列，且不得重复")
    history.append(value)
