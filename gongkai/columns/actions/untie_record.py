"""Take back that a record belongs to an item."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import tell
from gongkai.columns.models import ItemRecord
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import COMPILE_ITEMS


@action
def untie_record(record_id: int, key: str, *, actor: Actor, now: datetime) -> None:
    """The record itself stays as it is. Raises Refused "not-tied"."""
    row = ItemRecord.objects.select_related("agency").filter(record_id=record_id, key=key).first()
    if row is None:
        raise Refused("not-tied", "这件信息没有归入这个事项，不用取消。请刷新后再看。")
    require(actor, COMPILE_ITEMS, row.agency.code, "把信息归入事项")
    row.delete()
    journal.write(
        row.agency.code, act="untie_record", subject=f"record {record_id}", before={"item": key}, after={},
        reason="取消归入公开事项", actor=actor, now=now,
    )  # fmt: skip
    tell(row.agency, now, [key])
