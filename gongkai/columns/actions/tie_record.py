"""Say that a record belongs to an item of its unit's catalogue, as a draft or later."""

from __future__ import annotations

from datetime import datetime

from gongkai.columns.items_acting import tell
from gongkai.columns.models import Item, ItemCatalogue, ItemRecord
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import Publication, Record
from gongkai.units.powers import COMPILE_ITEMS


@action
def tie_record(record_id: int, key: str, *, actor: Actor, now: datetime) -> ItemRecord:
    """The public pages show it from the moment the record is public. Raises Refused "no-record", "no-item", "tied"."""
    record = Record.objects.select_related("agency").filter(pk=record_id).first()
    if record is None:
        raise Refused("no-record", "没有这件信息，未归入事项。请从台账中重新打开。")
    require(actor, COMPILE_ITEMS, record.agency.code, "把信息归入事项")
    public = ItemCatalogue.State.PUBLISHED
    if not Item.objects.filter(catalogue__agency=record.agency, catalogue__state=public, key=key).exists():
        raise Refused("no-item", "本单位已公布的目录中没有这个事项，未归入。请从清单中选择。")
    made, new = ItemRecord.objects.get_or_create(
        record=record, key=key, defaults={"agency": record.agency, "made_by": actor.id, "made_at": now}
    )
    if not new:
        raise Refused("tied", "这件信息已经归入这个事项，不用再办。")
    journal.write(
        record.agency.code, act="tie_record", subject=f"record {record.pk}", before={}, after={"item": key},
        reason="归入公开事项", actor=actor, now=now,
    )  # fmt: skip
    if Publication.objects.filter(record=record, state=Publication.State.PUBLISHED).exists():
        tell(record.agency, now, [key])
    return made
