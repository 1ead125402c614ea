"""Discard a draft; of a published record only the revision under way, so that what was signed stands again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide import DISCARDABLE, decide_state
from gongkai.records.locking import lock
from gongkai.records.models import IndexNumber, Publication, Record
from gongkai.records.stepping import refuse
from gongkai.records.writing import facts_of, join, repeat_columns, said_of, save, wait_for, write_journal
from gongkai.units.powers import DRAFT

ACT = "discard_record"


@action
def discard_record(record_id: int, edition: int, reason: str, *, actor: Actor, now: datetime) -> Record:
    """Put the draft away for good, or give the revision up. The row and all its versions stay in the ledger.

    Raises Refused: "not-allowed", "changed-meanwhile", "wrong-state", "no-reason", "numbered".
    """
    record = lock(record_id, edition)
    require(actor, DRAFT, record.agency.code, "作废信息")
    refuse(decide_state(record.state, record.get_state_display(), DISCARDABLE, "作废"))
    if not reason.strip():
        raise Refused("no-reason", "作废须写明原因，未作废。")
    before = facts_of(record)
    public = Publication.objects.filter(record=record, state=Publication.State.PUBLISHED).first()
    if public is not None:
        _stand_again(record, public, now)
    elif IndexNumber.objects.filter(record=record).exists():
        raise Refused("numbered", "该信息已有索引号，不能作废。索引号不重复使用，请保留现状或者修改后重新公开。")
    else:
        record.state = Record.State.DISCARDED
        record.publish_due_on = record.handover_due_on = None
    wait_for(record, "", "", now)
    save(record, now)
    write_journal(record, ACT, before, reason.strip(), actor, now)
    return record


def _stand_again(record: Record, public: Publication, now: datetime) -> None:
    content = record.contents.filter(hash=public.content_hash).order_by("version").first()
    if content is None:
        raise Refused("no-content", "找不到已发布的内容版本，未放弃修订。请联系系统管理员核对数据。")
    said = said_of(content)
    record.content = record.approved = content
    repeat_columns(record, said, now)
    record.state = Record.State.PUBLISHED
    join(record, said.joint)
