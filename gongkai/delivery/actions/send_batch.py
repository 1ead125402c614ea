"""Send a batch to its hall: paper and electronic copies together, as many as there are items."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.choosing import HELD, differs
from gongkai.delivery.decide import counts_problem
from gongkai.delivery.locking import facts_of, lock_batch, subject_of
from gongkai.delivery.models import Batch
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import DELIVER

ACT = "send_deposit"


@action
def send_batch(
    batch_id: int, *, paper: int, electronic: int, contact: str, phone: str, route: str = "",
    actor: Actor, now: datetime,
) -> Batch:  # fmt: skip
    """Write down that the list, sealed, and what stands on it went out; an empty batch goes too, with 0 and 0.

    Raises Refused "no-batch", "not-allowed", "with-the-hall", "batch-changed" where its content is not what is public
    now, "counts-differ", "no-contact".
    """
    batch = lock_batch(batch_id)
    require(actor, DELIVER, batch.agency.code, "送交两馆")
    person = person_of(actor)
    if batch.state not in HELD:
        raise Refused("with-the-hall", f"该批次现为“{batch.get_state_display()}”，不能再次送出。请刷新后查看。")
    if differs(batch):
        said = "批次生成之后，其中的信息有修订、撤回或者新增，未送出。请先重新生成，再印制和送交。"
        raise Refused("batch-changed", said)
    count = batch.items.count()
    problem = counts_problem(count, paper, electronic)
    if problem:
        raise Refused("counts-differ", problem + "未登记送出。")
    if not contact.strip() or not phone.strip():
        raise Refused("no-contact", "目录表须写明联系人和联系方式，未送出。请补写。")
    before = facts_of(batch)
    batch.state, batch.sent_at, batch.sent_by = Batch.State.SENT, now, person
    batch.contact, batch.phone, batch.route = contact.strip()[:60], phone.strip()[:60], route.strip()[:60]
    batch.items_count = batch.paper_count = batch.electronic_count = count
    batch.refused_reason = ""
    batch.save()
    digests = list(batch.items.order_by("position").values_list("digest", flat=True))
    journal.write(
        batch.agency.code, act=ACT, subject=subject_of(batch), before=before,
        after=facts_of(batch) | {"contact": batch.contact, "files": digests}, reason="送交两馆", actor=actor, now=now,
    )  # fmt: skip
    return batch
