"""The hall signs for a batch: by whom, on which day, how many."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.delivery.decide import counts_problem
from gongkai.delivery.locking import facts_of, lock_batch, subject_of
from gongkai.delivery.models import Batch
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import RECEIVE

ACT = "receive_deposit"


@action
def receive_batch(
    batch_id: int, *, paper: int, electronic: int, receiver: str, received_on: date, remarks: str = "",
    actor: Actor, now: datetime,
) -> Batch:  # fmt: skip
    """Sign back. The counts must be those of the list; what does not agree is refused, not signed for.

    Raises Refused "no-batch", "not-allowed", "not-sent", "counts-differ", "no-receiver", "day-wrong" for a day before
    it was sent or yet to come.
    """
    batch = lock_batch(batch_id)
    require(actor, RECEIVE, batch.hall.agency.code, "签收送交信息")
    person = person_of(actor)
    if batch.state != Batch.State.SENT or batch.sent_at is None:
        raise Refused("not-sent", f"该批次现为“{batch.get_state_display()}”，不能签收。请刷新后查看。")
    problem = counts_problem(batch.items_count, paper, electronic)
    if problem:
        raise Refused("counts-differ", problem + "未签收；件数确实不符的，写明原因退回。")
    if not receiver.strip():
        raise Refused("no-receiver", "签收须写明接收人，未签收。请补写。")
    if not batch.sent_at.astimezone(BEIJING).date() <= received_on <= now.astimezone(BEIJING).date():
        raise Refused("day-wrong", f"接收日期 {received_on.isoformat()} 早于送出日期或者还没有到，未签收。请核对日期。")
    before = facts_of(batch)
    batch.state, batch.received_at, batch.received_by = Batch.State.RECEIVED, now, person
    batch.received_on, batch.receiver, batch.remarks = received_on, receiver.strip()[:60], remarks.strip()[:400]
    batch.save()
    journal.write(
        batch.agency.code, act=ACT, subject=subject_of(batch), before=before,
        after=facts_of(batch) | {"receiver": batch.receiver, "received_on": received_on.isoformat()},
        reason=batch.remarks or "签收", actor=actor, now=now,
    )  # fmt: skip
    return batch
