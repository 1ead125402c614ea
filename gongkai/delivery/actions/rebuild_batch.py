"""Make a batch anew that is not with the hall: something in it was revised, withdrawn or published since."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.choosing import HELD, choose
from gongkai.delivery.filling import fill
from gongkai.delivery.locking import facts_of, lock_batch, lock_hall, subject_of
from gongkai.delivery.models import Batch
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import DELIVER

ACT = "rebuild_deposit"


@action
def rebuild_batch(batch_id: int, *, actor: Actor, now: datetime) -> Batch:
    """The batch with what is public now; one that the hall refused is to be sent again after.

    Raises Refused "no-batch", "not-allowed", "with-the-hall"; FileLost.
    """
    batch = lock_batch(batch_id)
    require(actor, DELIVER, batch.agency.code, "送交两馆")
    lock_hall(batch.hall_id)
    if batch.state not in HELD:
        said = f"该批次现为“{batch.get_state_display()}”，不能重新生成。送出后有变动的，按撤回或者更换办理。"
        raise Refused("with-the-hall", said)
    before = facts_of(batch) | {"listed": batch.items.count()}
    chosen = choose(batch.agency, batch.hall, batch.ends, batch=batch)
    batch.items.all().delete()
    count = fill(batch, chosen, now)
    batch.items_count = batch.paper_count = batch.electronic_count = 0
    batch.prepared_at = now
    batch.save(update_fields=["items_count", "paper_count", "electronic_count", "prepared_at"])
    journal.write(
        batch.agency.code, act=ACT, subject=subject_of(batch), before=before, after=facts_of(batch) | {"listed": count},
        reason="按现在公开的内容重新生成", actor=actor, now=now,
    )  # fmt: skip
    return batch
