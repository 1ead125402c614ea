"""Upload a sheet of items for a catalogue that is being compiled: kept, read and checked; nothing is changed yet."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import EDITABLE, day_of, locked, note
from gongkai.columns.items_rows import Read, identity, read_rows
from gongkai.columns.items_sheet import CannotImport, Table, read
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit import files
from gongkai.kit.action import Refused, action, require
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.law.items import item_columns
from gongkai.units.powers import COMPILE_ITEMS

KIND = "items"


@action
def start_items_import(
    catalogue_id: int, edition: int, *, name: str, data: bytes, actor: Actor, now: datetime
) -> ImportBatch:
    """The preview: every row with its problems at cells. Raises Refused for what is wrong with the file as a whole."""
    row = locked(catalogue_id, edition, EDITABLE, "导入")
    require(actor, COMPILE_ITEMS, row.agency.code, "编制事项目录")
    on = day_of(now)
    try:
        table = read(data, item_columns(on))
    except CannotImport as error:
        raise Refused(error.code, error.sentence) from error
    found = read_rows(table, known_keys(row), row.agency.level, on)
    batch = _kept(row, table, found, name=name, digest=files.keep(data), actor=actor, now=now)
    after = {"file": batch.file_digest, "name": batch.file_name, "rows": batch.total, "good": batch.good}
    note(row, "start_items_import", {}, after, "上传事项目录", actor=actor, now=now)
    return batch


def known_keys(row: ItemCatalogue) -> dict[str, tuple[str, ...]]:
    """Every key of the unit with what it stood for last; the version at hand before older ones."""
    found: dict[str, tuple[str, ...]] = {}
    items = Item.objects.filter(catalogue__agency=row.agency).order_by("catalogue__version", "order")
    for one in items.iterator(1000):
        found[one.key] = identity(one.values())
    return found


def _kept(row: ItemCatalogue, table: Table, found: list[Read], *, name: str, digest: str, actor: Actor,
          now: datetime) -> ImportBatch:  # fmt: skip
    good = sum(not one.problems for one in found)
    batch = ImportBatch.objects.create(
        kind=KIND, agency=row.agency.code, file_name=name[-200:] or "事项目录", file_digest=digest, made_by=actor.id,
        made_at=now, total=len(found), good=good,
        options={
            "stage": "checked", "catalogue": row.pk, "edition": row.edition, "sheet": table.sheet,
            "extra": list(table.extra), "columns": sorted({p.column.code for p in table.places.values() if p.column}),
        },
    )  # fmt: skip
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                batch=batch, number=one.row, values={"item": one.values, "key": one.key},
                problems=[problem.to_json() for problem in one.problems],
                state=ImportRow.State.BAD if one.problems else ImportRow.State.GOOD,
            )
            for one in found
        ),
        batch_size=200,
    )  # fmt: skip
    return batch
