"""A judgment or ruling took effect: the days to appeal passed and nobody appealed."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.disputes import timing
from gongkai.disputes.actions.decide_dispute import decision_of
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "take_effect"


@action
def take_effect(dispute_id: int, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """The day is the one after the last day to appeal; what is ordered binds from then.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "effective-already", "appealed",
    "may-be-appealed".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.DECIDED)
    if dispute.effective_on is not None or dispute.decision_received_on is None or dispute.decided_on is None:
        raise Refused("effective-already", "文书已经生效，或者还没有登记收到，未执行。请刷新后查看。")
    if Dispute.objects.filter(appeals=dispute).exists():
        raise Refused("appealed", "已经上诉，这一审的裁判不生效，未执行。请办理第二审案件。")
    row = decision_of(dispute.kind, dispute.decided_on, dispute.instance, dispute.decision)
    clock = timing.running(dispute, row.next)
    last = clock.due_on if clock is not None else None
    if last is None or day_of(now) <= last:
        words = last.isoformat() if last else ""
        raise Refused("may-be-appealed", f"上诉期限到 {words} 为止，期满无人上诉才生效，未执行。")
    on = last + timedelta(days=1)
    timing.close(dispute, row.next, last, ACT, person, now)
    dispute.effective_on = on
    timing.order(dispute, on, ACT, person, now)
    return keep(dispute, ACT, on, before, "上诉期满生效", person=person, actor=actor, now=now)
