"""Put a record taken in hand back, so that anyone with the duty may take it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.records.locking import lock
from gongkai.records.models import Record
from gongkai.records.writing import facts_of, save, write_journal
from gongkai.units.acting import person_of

ACT = "release_record"


@action
def release_record(record_id: int, *, actor: Actor, now: datetime) -> Record:
    """Nobody has it in hand afterwards. Raises Refused "not-the-handler"."""
    record = lock(record_id)
    person = person_of(actor)
    if record.state != Record.State.IN_REVIEW or record.handler_id != person.pk:
        raise Refused("not-the-handler", "该信息不在本人手中，没有可以放回的。请刷新后查看。")
    before = facts_of(record)
    record.handler = None
    save(record, now)
    write_journal(record, ACT, before, "放回", actor, now)
    return record
