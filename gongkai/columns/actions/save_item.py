"""Add an item to a catalogue that is being compiled, or change one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from gongkai.columns.items_acting import EDITABLE, day_of, locked, moved, new_key, note
from gongkai.columns.models import Item
from gongkai.columns.models.items import LONGEST, TEXTS
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.record_classes import classes_for
from gongkai.units.powers import COMPILE_ITEMS


@action
def save_item(
    catalogue_id: int, edition: int, values: Mapping[str, Any], *, key: str = "", actor: Actor, now: datetime
) -> Item:
    """Write the texts; without `key` a new item at the end. What is incomplete may be saved, and is found at review.

    Raises Refused "item-unnamed", "item-too-long", "no-class", "no-item", and as every change of a catalogue.
    """
    row = locked(catalogue_id, edition, EDITABLE, "保存")
    require(actor, COMPILE_ITEMS, row.agency.code, "编制事项目录")
    texts = {name: str(values.get(name, "")).replace("\r\n", "\n").strip() for name in TEXTS}
    _check(texts, [one.code for one in classes_for(row.agency.level, day_of(now))])
    item = Item.objects.filter(catalogue=row, key=key).first() if key else None
    if key and item is None:
        raise Refused("no-item", "这份目录里没有这个事项，未保存。请从目录中重新打开。")
    before = item.values() if item else {}
    if item is None:
        last = Item.objects.filter(catalogue=row).aggregate(last=Max("order"))["last"] or 0
        item = Item(catalogue=row, key=new_key(row), order=last + 1)
    for name, text in texts.items():
        setattr(item, name, text)
    item.save()
    moved(row, keys_given=row.keys_given)
    reason = "修改事项" if before else "新增事项"
    note(row, "save_item", {"item": item.key, **before}, {"item": item.key, **texts}, reason, actor=actor, now=now)
    return item


def _check(texts: Mapping[str, str], classes: list[str]) -> None:
    if not texts["name"]:
        raise Refused("item-unnamed", "没有写公开事项的名称，未保存。请填写名称。")
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            raise Refused(
                "item-too-long", f"“{text[:12]}…”有 {len(text)} 字，超过 {LONGEST[name]} 字，未保存。请缩短。"
            )
    if texts["class_code"] and texts["class_code"] not in classes:
        raise Refused("no-class", "没有这个公开类别，未保存。请从清单中选择。")
