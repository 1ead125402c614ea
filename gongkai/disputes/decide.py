"""Facts in, answers out: in which block and column a case counts, and what speaks against its being admissible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.disputes import OPEN, PENDING, SAME

RECONSIDERATION, LITIGATION = "reconsideration", "litigation"
DIRECT, AFTER = "litigation_direct", "litigation_after_reconsideration"


@dataclass(frozen=True, slots=True)
class Stage:
    """One instance of a case: when it was filed, and how and when it was decided (`outcome` empty while it is not)."""

    filed_on: date
    decided_on: date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that speaks against the case being admissible, with the article; the body decides, not we."""

    code: str
    sentence: str
    cite: str


def block_of(kind: str, follows: bool) -> str:
    """The row of table four in which a case counts; `follows`: a reconsideration went before the suit."""
    if kind == RECONSIDERATION:
        return RECONSIDERATION
    return AFTER if follows else DIRECT


def outcome_of(said: str, appealed: str) -> str:
    """The column for a decision whose row says `said`; `appealed` is that of the decision it was appealed against.

    A decision that leaves the one before it standing counts as that one; a case sent back is pending (D-298).
    """
    return {SAME: appealed, OPEN: PENDING}.get(said, said)


def column_in(stages: Sequence[Stage], year: int) -> str | None:
    """Where a case counts in the report on that year; None where it does not (docs/decisions/D-298)."""
    return column_between(stages, date(year, 1, 1), date(year, 12, 31))


def column_between(stages: Sequence[Stage], first: date, last: date) -> str | None:
    """Where a case counts in a period; None where it does not.

    What was filed by its last day and is not finally decided then is pending; what was decided in the period counts by
    its result; what ended before counts no more.
    """
    known = [stage for stage in stages if stage.filed_on <= last]
    if not known:
        return None
    latest = known[-1]
    if latest.decided_on is None or latest.decided_on > last or latest.outcome == PENDING:
        return PENDING
    return latest.outcome if latest.decided_on >= first else None
