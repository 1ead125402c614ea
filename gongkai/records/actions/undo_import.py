"""Undo an import: everything of it that nobody has touched since is put away, the rest stays."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch
from gongkai.kit.who import Actor
from gongkai.records import undoing
from gongkai.records.booked import of_batch, why_they_stay
from gongkai.units.acting import person_of
from gongkai.units.powers import IMPORT

# So many are put away while the person waits; more are the worker's.
AT_ONCE = 1000
REASON_LIMIT = 500
State = ImportBatch.State


@action
def undo_import(batch_id: int, reason: str, *, actor: Actor, now: datetime) -> ImportBatch:
    """Discard the untouched records of an import, by the worker where they are many.

    What bears a brought number, was changed, judged or linked stays. The batch says how many went and stayed. Raises
    Refused: "no-import", "not-allowed", "import-state", "no-reason", "import-nothing".
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Refused("no-import", "没有这次导入，从导入列表重新打开。")
    require(actor, IMPORT, batch.agency, "撤销导入")
    person_of(actor)
    if undoing.UNDO in batch.options:
        raise Refused("import-state", "这次导入已经撤销过，不用再次撤销。留下的信息逐件办理。")
    if batch.state not in (State.DONE, State.CANCELLED):
        raise Refused("import-state", "这次导入还没有结束，不能撤销。等导入完成，或者先取消导入。")
    if not reason.strip():
        raise Refused("no-reason", "撤销导入须写明原因，未撤销。")
    rows = of_batch(batch)
    if not rows.exclude(pk__in=why_they_stay(rows)).exists():
        raise Refused("import-nothing", "这次导入的信息都已另行办理或者带有原索引号，没有可以撤销的。请逐件办理。")
    undoing.begin(batch, reason.strip()[:REASON_LIMIT], actor, now)
    if rows.count() <= AT_ONCE:
        while undoing.put_away_some(batch, actor, now):
            pass
    return batch
