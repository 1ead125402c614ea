"""Call back a document that an office system handed over, while it is still a draft."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.decide_handing_over import DISCARDED, decide_calling_back
from gongkai.records.handed_over import by_key, note_reading, standing_of
from gongkai.records.models import Record
from gongkai.records.stepping import refuse
from gongkai.units.notices import tell
from gongkai.units.powers import DRAFT
from gongkai.units.systems import prefix_of_actor


@action
def call_back_record(*, key: str, reason: str, actor: Actor, now: datetime) -> Record:
    """Discard the draft; called back once more it stays so. Whoever had it in hand is told why.

    Raises Refused: "no-record", "not-allowed", "not-a-system", "no-reason", "wrong-state".
    """
    record = by_key(prefix_of_actor(actor), key)
    if record is None:
        raise Refused("no-record", f"没有编号为“{key}”的移送文件，未执行。请核对编号。")
    require(actor, DRAFT, record.agency.code, "撤回移送")
    if not reason.strip():
        raise Refused("no-reason", "撤回移送须写明原因，未执行。原因会给经办人看。")
    if record.state == DISCARDED:
        note_reading(record, "办公系统重复撤回移送", actor, now)
        return record
    refuse(decide_calling_back(standing_of(record, actor), key))
    handler = record.handler
    gone = discard_record(record.pk, record.edition, reason.strip(), actor=actor, now=now)
    if handler is not None:
        tell(handler, f"办公系统撤回了移送的《{gone.title}》", text=f"原因：{reason.strip()}", now=now)
    return gone
