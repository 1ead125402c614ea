"""Confirm an import of units and people after its preview: the good rows are made through the single actions."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.units.authority import PEOPLE_CHAIN
from gongkai.units.importing_rows import KIND


@action
def confirm_people_import(*, batch_id: int, actor: Actor, now: datetime) -> ImportBatch:
    """From now on the rows may be applied. Only who uploaded may confirm, since he saw the preview.

    Raises Refused for another's, one already confirmed, or one without good rows.
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id, kind=KIND).first()
    if batch is None or batch.made_by != actor.id:
        raise Refused("no-import", "没有这次导入，或不是由你上传，未确认。请重新上传。")
    if batch.state != ImportBatch.State.PREVIEW or batch.options.get("stage") != "checked":
        raise Refused("import-state", "这次导入已经确认，或还没有检查完，未确认。")
    if not batch.good:
        raise Refused("import-nothing", "没有一行可以导入，未确认。改正后重新上传。")
    batch.state, batch.confirmed_by, batch.confirmed_at = ImportBatch.State.CONFIRMED, actor.id, now
    batch.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    journal.write(
        PEOPLE_CHAIN,
        act="confirm_people_import",
        subject=f"import {batch.pk}",
        before={},
        after={"rows": batch.total, "good": batch.good, "part": str(batch.options["part"])},
        reason="确认导入",
        actor=actor,
        now=now,
    )
    return batch
