"""The office finds the form of a catalogue in order."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import State, locked, moved, note, require_office
from gongkai.columns.models import Item, ItemCatalogue
from gongkai.kit.action import action
from gongkai.kit.who import Actor


@action
def accept_item_catalogue(
    catalogue_id: int, edition: int, words: str = "", *, actor: Actor, now: datetime
) -> ItemCatalogue:
    """From now on its unit may publish it. The marks of an earlier return are gone."""
    row = locked(catalogue_id, edition, (State.SUBMITTED,), "审核通过")
    require_office(actor, row, now, "审核")
    Item.objects.filter(catalogue=row).exclude(mark="").update(mark="")
    moved(row, state=State.ACCEPTED, decided_by=actor.id, decided_at=now, decision=words.strip())
    before, after = {"state": State.SUBMITTED.value}, {"state": State.ACCEPTED.value}
    reason = words.strip() or "形式审核通过"
    note(row, "accept_item_catalogue", before, after, reason, actor=actor, now=now)
    return row
