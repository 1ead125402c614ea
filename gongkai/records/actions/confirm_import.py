"""Confirm an import after its preview: from then on the worker makes records of the good rows."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import IMPORT

ACT = "confirm_import"


@action
def confirm_import(batch_id: int, *, actor: Actor, now: datetime) -> ImportBatch:
    """Let the checked good rows be imported; bad rows stay out.

    Raises Refused "import-state" where it is not checked yet or confirmed already, "import-nothing" without good rows.
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Refused("no-import", "没有这次导入，从导入列表重新打开。")
    require(actor, IMPORT, batch.agency, "导入台账")
    person_of(actor)
    if batch.state != ImportBatch.State.PREVIEW:
        raise Refused("import-state", "这次导入已经确认或者取消，不用再次确认。")
    if batch.options.get("stage") != "checked":
        raise Refused("import-state", "各行还没有检查完，不能确认。等检查完成后再确认。")
    if not batch.good:
        raise Refused("import-nothing", "没有一行可以导入，未确认。下载有误的行改正后重新上传。")
    batch.state, batch.confirmed_by, batch.confirmed_at = ImportBatch.State.CONFIRMED, actor.id, now
    batch.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    journal.write(
        batch.agency,
        act=ACT,
        subject=f"import {batch.pk}",
        before={},
        after={"rows": batch.total, "good": batch.good, "way": str(batch.options["way"])},
        reason="确认导入",
        actor=actor,
        now=now,
    )
    return batch
