"""The decision arrived: what it orders binds from when it takes effect, and who may go on has his days."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.actions.decide_dispute import decision_of
from gongkai.disputes.decide import RECONSIDERATION
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "receive_decision"


@action
def receive_decision(dispute_id: int, on: date, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """A reconsideration takes effect when served, and the applicant may sue from then; a judgment that may be appealed
    only when nobody did (docs/decisions/D-297). The applicant's days are counted from the agency's own receipt.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "received-already", "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.DECIDED)
    if dispute.decision_received_on is not None:
        day = dispute.decision_received_on.isoformat()
        raise Refused("received-already", f"{day} 已经登记收到决定书、裁判文书，未重复登记。")
    possible_day(on, now, dispute.decided_on, "收到的日期")
    assert dispute.decided_on is not None
    row = decision_of(dispute.kind, dispute.decided_on, dispute.instance, dispute.decision)
    dispute.decision_received_on = on
    if row.next:
        timing.start(dispute, row.next, on, ACT, person, now)
    if not row.next or dispute.kind == RECONSIDERATION:
        dispute.effective_on = on
        timing.order(dispute, on, ACT, person, now)
    return keep(dispute, ACT, on, before, "收到决定、裁判", person=person, actor=actor, now=now)
