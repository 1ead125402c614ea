"""Say which column of an uploaded ledger is which, and what unknown words stand for; its rows are then checked anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.records.importing_values import CODED
from gongkai.records.importing_words import words
from gongkai.units.powers import IMPORT

ACT = "choose_import_columns"


@action
def choose_columns(
    batch_id: int,
    columns: Mapping[str, int],
    mapped: Mapping[str, Mapping[str, str]] | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> ImportBatch:
    """Set the columns (field to column, counted from 0) and the words mapped to codes, and have the rows checked.

    Raises Refused "import-columns" where a needed field has no column or one column is used twice, "import-state" once
    it was confirmed.
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Refused("no-import", "没有这次导入，从导入列表重新打开。")
    require(actor, IMPORT, batch.agency, "导入台账")
    if batch.state != ImportBatch.State.PREVIEW:
        raise Refused("import-state", "这次导入已经确认或者取消，不能再改列。需要改的，重新上传。")
    known = {one.code: one for one in words().fields}
    width = len(batch.options["words"])
    chosen = {name: at for name, at in columns.items() if name in known and 0 <= at < width}
    for one in known.values():
        if batch.options["way"] in one.required and one.code not in chosen:
            raise Refused("import-columns", f"没有指定哪一列是“{one.label}”，未检查。选定后再检查。")
    twice = [at for at in chosen.values() if list(chosen.values()).count(at) > 1]
    if twice:
        word = batch.options["words"][twice[0]]
        raise Refused("import-columns", f"“{word}”一列被指定了两次，未检查。每列只能对应一项。")
    ImportRow.objects.filter(batch=batch).delete()
    before = batch.options.get("columns", {})
    batch.options |= {
        "stage": "checking", "columns": chosen, "read": 0, "unknown": [], "fault": "",
        "mapped": {name: dict(pairs) for name, pairs in (mapped or {}).items() if name in CODED},
    }  # fmt: skip
    batch.total = batch.good = 0
    batch.save()
    journal.write(
        batch.agency,
        act=ACT,
        subject=f"import {batch.pk}",
        before={"columns": before},
        after={"columns": chosen, "mapped": batch.options["mapped"]},
        reason="指定列",
        actor=actor,
        now=now,
    )
    return batch
