"""Cancel an import, or stop it under way; what was imported already stays and is told."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.units.powers import IMPORT

ACT = "cancel_import"
State = ImportBatch.State


@action
def cancel_import(batch_id: int, *, actor: Actor, now: datetime) -> ImportBatch:
    """Stop a batch that is not done. Raises Refused "import-state" once it is."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Refused("no-import", "没有这次导入，从导入列表重新打开。")
    require(actor, IMPORT, batch.agency, "导入台账")
    if batch.state not in (State.PREVIEW, State.CONFIRMED):
        raise Refused("import-state", "这次导入已经完成或者取消，不用再取消。")
    before = {"state": str(batch.state)}
    batch.state, batch.finished_at = State.CANCELLED, now
    batch.save(update_fields=["state", "finished_at"])
    journal.write(
        batch.agency,
        act=ACT,
        subject=f"import {batch.pk}",
        before=before,
        after={"state": State.CANCELLED.value, "imported": batch.done - int(batch.options.get("failed", 0))},
        reason="取消导入",
        actor=actor,
        now=now,
    )
    return batch
