"""The decision orders the request handled anew: it is open again, and its period runs (条例第五十一条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, stands
from gongkai.disputes.models import Dispute
from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests import locking as requests
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "redo_request"
STEP = "order_again"


@action
def redo_request(dispute_id: int, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """By the gate of the procedure, from the day the decision took effect; the period it sets leads the request.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "orders-nothing", "not-effective".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.DECIDED)
    if not dispute.orders_again:
        raise Refused("orders-nothing", "这件决定、裁判没有责令重新处理申请，未执行。")
    if dispute.effective_on is None:
        raise Refused("not-effective", "决定、裁判还没有收到或者没有生效，未执行。请先登记收到，上诉期满后登记生效。")
    request = dispute.request
    stood = requests.facts_of(request)
    reason = f"{dispute.body} {dispute.decision_number}"
    doing = Doing(STEP, dispute.effective_on, held=frozenset({"ordered_again"}), reason=reason)
    step(request, doing, actor=actor, person=person, now=now)
    timing.settle(dispute, now)
    journal.write(
        request.agency.code, act=STEP, subject=requests.subject_of(request), before=stood,
        after=requests.facts_of(request) | {"dispute": dispute.pk}, reason=reason[:400], actor=actor, now=now,
    )  # fmt: skip
    return keep(dispute, ACT, dispute.effective_on, before, "重新办理", person=person, actor=actor, now=now)
