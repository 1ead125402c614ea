"""The office hands a catalogue back, with what is to be mended and marks at the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.columns.items_acting import State, locked, moved, note, require_office
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor

LONGEST_MARK = 500


@action
def return_item_catalogue(
    catalogue_id: int, edition: int, reason: str, marks: Mapping[str, str], *, actor: Actor, now: datetime
) -> ItemCatalogue:
    """`marks` are words by item key; earlier marks go. Raises Refused "no-reason", "mark-too-long", "no-item"."""
    row = locked(catalogue_id, edition, (State.SUBMITTED,), "退回")
    require_office(actor, row, now, "退回")
    said = {key: words.strip() for key, words in marks.items() if words.strip()}
    if not reason.strip():
        raise Refused("no-reason", "没有写退回意见，未退回。请写明要改正什么。")
    if any(len(words) > LONGEST_MARK for words in said.values()):
        raise Refused("mark-too-long", f"对一个事项的意见超过 {LONGEST_MARK} 字，未退回。请缩短。")
    items = {one.key: one for one in Item.objects.filter(catalogue=row)}
    if strange := sorted(set(said) - set(items)):
        raise Refused("no-item", f"这份目录里没有事项 {strange[0][:80]}，未退回。请刷新后再办。")
    changed = [one for one in items.values() if one.mark != said.get(one.key, "")]
    for one in changed:
        one.mark = said.get(one.key, "")
    Item.objects.bulk_update(changed, ["mark"], batch_size=200)
    moved(row, state=State.RETURNED, decided_by=actor.id, decided_at=now, decision=reason.strip())
    before = {"state": State.SUBMITTED.value}
    after = {"state": State.RETURNED.value, "marks": said}
    note(row, "return_item_catalogue", before, after, reason.strip(), actor=actor, now=now)
    return row
