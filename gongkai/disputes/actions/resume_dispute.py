"""The body goes on with a case that stood still."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.units.acting import person_of

ACT = "resume_dispute"


@action
def resume_dispute(dispute_id: int, on: date, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """Its days to decide are counted again from the next day. Raises Refused "no-dispute", "not-allowed",
    "changed-meanwhile", "not-now", "day-wrong", or the ledger's own."""
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.SUSPENDED)
    possible_day(on, now, dispute.accepted_on, "恢复的日期")
    course, (_defence, decision) = timing.course_of(dispute), timing.limits_of(dispute)
    timing.enter(dispute, decision, Entry(EntryKind.RESUME, on, what=course.pause), ACT, person, now)
    dispute.state = State.ACCEPTED
    return keep(dispute, ACT, on, before, "恢复", person=person, actor=actor, now=now)
