"""The body takes longer to decide, with its head's approval (行政复议法第六十二条, 行政诉讼法第八十一条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.units.acting import person_of

ACT = "extend_dispute"


@action
def extend_dispute(
    dispute_id: int, on: date, length: int, approved_by: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Dispute:
    """`length` in the unit of the limit. Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now",
    "day-wrong", "not-running", or the ledger's own where the law allows no such extension."""
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.ACCEPTED)
    possible_day(on, now, dispute.accepted_on, "延长的日期")
    _defence, decision = timing.limits_of(dispute)
    if timing.running(dispute, decision) is None:
        raise Refused("not-running", "审理期限没有在计算，未登记延长。请刷新后查看。")
    entry = Entry(EntryKind.EXTEND, on, length=length, approved_by=approved_by.strip()[:60])
    timing.enter(dispute, decision, entry, ACT, person, now)
    return keep(dispute, ACT, on, before, "延长审理期限", person=person, actor=actor, now=now, length=length)
