"""Take an item out of a catalogue that is being compiled; its key is not given again."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import EDITABLE, locked, moved, note
from gongkai.columns.models import Item
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import COMPILE_ITEMS


@action
def remove_item(catalogue_id: int, edition: int, key: str, reason: str, *, actor: Actor, now: datetime) -> None:
    """The public version keeps the item until this one replaces it. Raises Refused "no-item", "no-reason"."""
    row = locked(catalogue_id, edition, EDITABLE, "删去事项")
    require(actor, COMPILE_ITEMS, row.agency.code, "编制事项目录")
    if not reason.strip():
        raise Refused("no-reason", "没有写理由，未删去。请写明为什么不再列这一项。")
    item = Item.objects.filter(catalogue=row, key=key).first()
    if item is None:
        raise Refused("no-item", "这份目录里没有这个事项，未删去。请从目录中重新打开。")
    before = {"item": key, **item.values()}
    item.delete()
    moved(row)
    note(row, "remove_item", before, {}, reason.strip(), actor=actor, now=now)
