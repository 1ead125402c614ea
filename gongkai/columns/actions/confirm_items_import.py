"""Put the previewed sheet in the place of all items of the catalogue that is being compiled: all rows or none."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.actions.start_items_import import KIND
from gongkai.columns.items_acting import EDITABLE, locked, moved, new_key, note
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.units.powers import COMPILE_ITEMS


@action
def confirm_items_import(batch_id: int, *, actor: Actor, now: datetime) -> ItemCatalogue:
    """Items of the same key keep it and their mark; new ones get keys.

    Raises Refused "no-import", "import-state", "import-bad-rows" while a row has problems, and "changed-meanwhile"
    when the catalogue was changed after the preview.
    """
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id, kind=KIND).first()
    if batch is None or batch.made_by != actor.id:
        raise Refused("no-import", "没有这次导入，或不是由你上传，未导入。请重新上传。")
    if batch.state != ImportBatch.State.PREVIEW:
        raise Refused("import-state", "这次导入已经办过，未再导入。")
    if batch.good < batch.total:
        raise Refused("import-bad-rows", f"有 {batch.total - batch.good} 行有误，未导入。改正表格后重新上传。")
    row = locked(int(batch.options["catalogue"]), int(batch.options["edition"]), EDITABLE, "导入")
    require(actor, COMPILE_ITEMS, row.agency.code, "编制事项目录")
    marks = dict(Item.objects.filter(catalogue=row).values_list("key", "mark"))
    Item.objects.filter(catalogue=row).delete()
    items = []
    for order, line in enumerate(ImportRow.objects.filter(batch=batch).order_by("number"), 1):
        key = str(line.values["key"]) or new_key(row)
        items.append(Item(catalogue=row, key=key, order=order, mark=marks.get(key, ""), **line.values["item"]))
    Item.objects.bulk_create(items, batch_size=30)
    ImportRow.objects.filter(batch=batch).update(state=ImportRow.State.DONE)
    batch.state, batch.confirmed_by, batch.confirmed_at = ImportBatch.State.DONE, actor.id, now
    batch.finished_at, batch.done = now, batch.total
    batch.save(update_fields=["state", "confirmed_by", "confirmed_at", "finished_at", "done"])
    moved(row, keys_given=row.keys_given)
    before, after = {"items": len(marks)}, {"items": len(items), "file": batch.file_digest}
    note(row, "confirm_items_import", before, after, "导入事项目录", actor=actor, now=now)
    return row
