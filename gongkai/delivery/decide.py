"""What may be handed over and signed for: facts in, a sentence or a status out. No clock, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How a batch stands against its day."""

    OPEN = "open"
    LATE = "late"
    ON_TIME = "on_time"
    SENT_LATE = "sent_late"


@dataclass(frozen=True, slots=True)
class Delivered:
    """The days that count: when it was due, and when it was sent (None: not with the hall)."""

    due_on: date
    sent_on: date | None


def standing_of(facts: Delivered, on: date) -> Standing:
    """No list by the end of the due day is late, also where there was nothing to deliver (闽政办函〔2016〕42号)."""
    if facts.sent_on is not None:
        return Standing.ON_TIME if facts.sent_on <= facts.due_on else Standing.SENT_LATE
    return Standing.LATE if on > facts.due_on else Standing.OPEN


def counts_problem(items: int, paper: int, electronic: int) -> str:
    """Why the counts do not agree, as a sentence, or empty. Paper and electronic copies are equal in number."""
    if paper == electronic == items:
        return ""
    return f"目录表列有 {items} 件，纸质件 {paper} 件、电子件 {electronic} 件，三者须相同。请核对件数。"
