"""Hand a catalogue to the office for its review of form."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import EDITABLE, State, day_of, found_in, locked, moved, note
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import COMPILE_ITEMS


@action
def submit_item_catalogue(catalogue_id: int, edition: int, *, actor: Actor, now: datetime) -> ItemCatalogue:
    """Raises Refused "items-empty", or "items-incomplete" naming the first grave finding; hints may stand."""
    row = locked(catalogue_id, edition, EDITABLE, "送审")
    require(actor, COMPILE_ITEMS, row.agency.code, "编制事项目录")
    count = Item.objects.filter(catalogue=row).count()
    if not count:
        raise Refused("items-empty", "目录里还没有事项，未送审。请先录入或导入。")
    grave = [(key, one) for key, one in found_in(row, day_of(now)) if one.grave]
    if grave:
        key, first = grave[0]
        raise Refused("items-incomplete", f"有 {len(grave)} 处必须改正，未送审。第一处：{key}，{first.sentence}")
    before = {"state": str(row.state)}
    moved(row, state=State.SUBMITTED, submitted_by=actor.id, submitted_at=now, decided_by="", decided_at=None)
    note(row, "submit_item_catalogue", before, {"state": State.SUBMITTED.value, "items": count}, "送审事项目录",
         actor=actor, now=now)  # fmt: skip
    return row
