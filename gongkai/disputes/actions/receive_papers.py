"""The body's notice and the copy of the claim arrived: the days to answer begin."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "receive_papers"


@action
def receive_papers(
    dispute_id: int, on: date, *, summary: bool = False, seen: int | None = None, actor: Actor, now: datetime
) -> Dispute:
    """`summary`: the notice says the summary procedure is used (行政复议法第五十四条, 行政诉讼法第八十二条).

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "received-already", "day-wrong",
    "no-summary", "clock-unknown-law".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.FILED, State.ACCEPTED, State.SUSPENDED)
    if dispute.papers_received_on is not None:
        raise Refused("received-already", f"{dispute.papers_received_on.isoformat()} 已经登记收到副本，未重复登记。")
    possible_day(on, now, dispute.filed_on, "收到的日期")
    dispute.papers_received_on = on
    if dispute.accepted_on is None:
        dispute.summary = summary
    defence, _decision = timing.limits_of(dispute)
    timing.start(dispute, defence, on, ACT, person, now)
    return keep(dispute, ACT, on, before, "收到副本", person=person, actor=actor, now=now, summary=dispute.summary)
