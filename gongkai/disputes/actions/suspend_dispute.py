"""The body lets the case stand still, or goes on with it (行政复议法第三十九条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.units.acting import person_of

ACT = "suspend_dispute"


@action
def suspend_dispute(
    dispute_id: int, on: date, reason: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Dispute:
    """From the next day its days to decide are not counted. Raises Refused "no-dispute", "not-allowed",
    "changed-meanwhile", "not-now", "no-reason", "day-wrong", or the ledger's own."""
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.ACCEPTED)
    if not reason.strip():
        raise Refused("no-reason", "登记中止须写明事由，未登记。请补写。")
    possible_day(on, now, dispute.accepted_on, "中止的日期")
    course, (_defence, decision) = timing.course_of(dispute), timing.limits_of(dispute)
    timing.enter(dispute, decision, Entry(EntryKind.PAUSE, on, what=course.pause), ACT, person, now)
    dispute.state = State.SUSPENDED
    return keep(dispute, ACT, on, before, reason.strip(), person=person, actor=actor, now=now)
