"""The watcher of electronic supervision, run in the evening of each simulated day."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.supervision.round import run_rounds


def watch(day: date, now: datetime) -> int:
    """One round; gives how many notices it made."""
    return run_rounds(day, now).made
