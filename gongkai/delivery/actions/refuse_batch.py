"""The hall sends a batch back: what is wrong is put right and sent again."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.locking import facts_of, lock_batch, subject_of
from gongkai.delivery.models import Batch
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.notices import tell
from gongkai.units.powers import RECEIVE

ACT = "refuse_deposit"
LIMIT = 400


@action
def refuse_batch(batch_id: int, reason: str, *, actor: Actor, now: datetime) -> Batch:
    """Refuse what was sent, with the reason, and tell the one who sent it.

    Raises Refused "no-batch", "not-allowed", "not-sent", "no-reason", "reason-long".
    """
    batch = lock_batch(batch_id)
    require(actor, RECEIVE, batch.hall.agency.code, "退回送交信息")
    person_of(actor)
    if batch.state != Batch.State.SENT or batch.sent_by is None:
        raise Refused("not-sent", f"该批次现为“{batch.get_state_display()}”，不能退回。请刷新后查看。")
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "退回须写明原因，未退回。请补写。")
    if len(words) > LIMIT:
        raise Refused("reason-long", f"退回原因有 {len(words)} 字，最多 {LIMIT} 字，未退回。请缩短。")
    before = facts_of(batch)
    batch.state, batch.refused_reason = Batch.State.REFUSED, words
    batch.save(update_fields=["state", "refused_reason"])
    tell(batch.sent_by, f"{batch.hall.name}退回了送交的批次", now=now, text=words)
    journal.write(
        batch.agency.code, act=ACT, subject=subject_of(batch), before=before, after=facts_of(batch), reason=words,
        actor=actor, now=now,
    )  # fmt: skip
    return batch
