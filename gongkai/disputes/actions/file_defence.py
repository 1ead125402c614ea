"""The agency's answer and evidence went to the body."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "file_defence"


@action
def file_defence(dispute_id: int, on: date, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """Once a case. A late one is written down as late: whether it still counts is for the body to say.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "no-papers", "defended-already",
    "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.FILED, State.ACCEPTED, State.SUSPENDED)
    if dispute.papers_received_on is None:
        raise Refused("no-papers", "还没有登记收到副本，不能登记答辩，未执行。请先登记收到副本的日期。")
    if dispute.defended_on is not None:
        raise Refused("defended-already", f"{dispute.defended_on.isoformat()} 已经登记提交答辩，未重复登记。")
    possible_day(on, now, dispute.papers_received_on, "提交的日期")
    defence, _decision = timing.limits_of(dispute)
    clock = timing.running(dispute, defence)
    late = clock is not None and clock.due_on is not None and on > clock.due_on
    timing.close(dispute, defence, on, ACT, person, now)
    dispute.defended_on = on
    return keep(dispute, ACT, on, before, "提交答辩", person=person, actor=actor, now=now, late=late)
