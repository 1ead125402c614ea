"""Discard a draft; where something was signed or booked before, only the change, so that this stands again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.publicity import mark_of
from gongkai.records.booked import booked_as_history
from gongkai.records.decide import DISCARDABLE, decide_state
from gongkai.records.due import rules_day
from gongkai.records.locking import lock
from gongkai.records.models import Content, IndexNumber, Publication, Record, Submission
from gongkai.records.stepping import refuse
from gongkai.records.writing import (
    facts_of,
    join,
    repeat_columns,
    review_due,
    said_of,
    save,
    settle_due,
    wait_for,
    write_journal,
)
from gongkai.units.powers import DRAFT

ACT = "discard_record"


@action
def discard_record(record_id: int, edition: int, reason: str, *, actor: Actor, now: datetime) -> Record:
    """Put a draft or a wrongly booked record away for good, or give the change up: what was public, registered or
    booked from an older ledger before stands again.

    The row and all its versions stay in the ledger. Raises Refused: "not-allowed", "changed-meanwhile", "wrong-state",
    "no-reason", "numbered".
    """
    record = lock(record_id, edition)
    require(actor, DRAFT, record.agency.code, "作废信息")
    refuse(decide_state(record.state, record.get_state_display(), DISCARDABLE, "作废"))
    if not reason.strip():
        raise Refused("no-reason", "作废须写明原因，未作废。")
    before = facts_of(record)
    public = Publication.objects.filter(record=record).exclude(state=Publication.State.REPLACED).first()
    registered = _registered(record, now)
    if public is not None:
        _stand_again(record, _published(record, public), public.state, now)
    elif registered is not None:
        _stand_again(record, registered, Record.State.REGISTERED, now)
    elif record.state != Record.State.HISTORIC and booked_as_history(record):
        _book_again(record, now)
    elif IndexNumber.objects.filter(record=record).exists():
        raise Refused(
            "numbered",
            "该信息已有索引号，不能作废：索引号不重复使用，一经登记不再收回。保留现状，或者修改后按程序公开。",
        )
    else:
        record.state = Record.State.DISCARDED
        record.publish_due_on = record.handover_due_on = record.next_review_on = None
    wait_for(record, "", "", now)
    save(record, now)
    write_journal(record, ACT, before, reason.strip(), actor, now)
    return record


def _published(record: Record, public: Publication) -> Content:
    content = record.contents.filter(hash=public.content_hash).order_by("version").first()
    if content is None:
        raise Refused("no-content", "找不到已发布的内容版本，未放弃修订。请联系系统管理员核对数据。")
    return content


def _registered(record: Record, now: datetime) -> Content | None:
    """The content last signed, where it was signed as one not to be published."""
    last = Submission.objects.filter(record=record, state=Submission.State.PASSED).order_by("-round").first()
    if last is None or mark_of(said_of(last.content).mark, rules_day(now)).published:
        return None
    return last.content


def _stand_again(record: Record, content: Content, state: str, now: datetime) -> None:
    said = said_of(content)
    record.content = content
    record.approved = None if state == Record.State.WITHDRAWN else content
    repeat_columns(record, said, now)
    settle_due(record, said, now)
    record.state = Record.State(state)
    if state == Record.State.REGISTERED:
        record.next_review_on = review_due(said, now)
    join(record, said.joint)


def _book_again(record: Record, now: datetime) -> None:
    """As the older ledger had it: its first content, no limit, and due in the next round where it is withheld."""
    content = record.contents.get(version=1)
    said = said_of(content)
    record.content = content
    repeat_columns(record, said, now)
    record.state = Record.State.HISTORIC
    record.publish_due_on = record.handover_due_on = None
    if not mark_of(said.mark, rules_day(now)).published:
        record.next_review_on = rules_day(now)
    join(record, said.joint)
