"""Order a signed record to be published at a set time; the worker does it, by the one function."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.actions.publish_record import NOTE_LIMIT, Barred, barriers
from gongkai.records.locking import lock, moment
from gongkai.records.models import PublishOrder
from gongkai.records.writing import current, facts_of, save, write_journal
from gongkai.units.acting import person_of
from gongkai.units.powers import PUBLISH

ACT = "order_publication"
State = PublishOrder.State


@action
def order_publication(
    record_id: int, edition: int, at: datetime, change_note: str = "", *, actor: Actor, now: datetime
) -> PublishOrder:
    """Order the content that is signed now to be public at `at`; any change of it voids the order.

    Raises Refused "not-allowed", "changed-meanwhile", "order-in-the-past", "order-waiting", and Barred with everything
    that would keep it back at that moment, an embargo first of all.
    """
    record = lock(record_id, edition)
    require(actor, PUBLISH, record.agency.code, "安排定时发布")
    person = person_of(actor)
    note = change_note.strip()
    if at.tzinfo is None or at <= now:
        raise Refused("order-in-the-past", "定时发布的时间已过，未安排。要现在公开的，直接发布。")
    if len(note) > NOTE_LIMIT:
        raise Refused("change-note-long", f"改动说明有 {len(note)} 字，最多 {NOTE_LIMIT} 字，未安排。请缩短。")
    waiting = PublishOrder.objects.filter(record=record, state=State.WAITING).first()
    if waiting is not None:
        said = f"该信息已定于 {moment(waiting.at)}发布，未重复安排。要改时间的，先取消原来的安排。"
        raise Refused("order-waiting", said)
    problems = barriers(record, at, note)
    if problems:
        raise Barred(problems)
    before = facts_of(record)
    order = PublishOrder.objects.create(
        record=record, content=current(record), at=at, change_note=note, by=person, made_at=now
    )
    save(record, now)
    write_journal(record, ACT, before, note or "定时发布", actor, now, order=order.pk, at=at.isoformat())
    return order
