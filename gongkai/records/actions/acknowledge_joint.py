"""A co-maker has seen what became of a joint document, and may leave an opinion; the lead unit decides."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.records.locking import lock
from gongkai.records.models import JointAgency
from gongkai.records.sight import sees_jointly
from gongkai.records.writing import facts_of, write_journal
from gongkai.units.acting import person_of
from gongkai.units.powers import READ

ACT = "acknowledge_joint"
LONGEST = 2000


@action
def acknowledge_joint(record_id: int, opinion: str = "", *, actor: Actor, now: datetime) -> JointAgency:
    """Note that the co-making unit of the actor has seen it, with its opinion (may be empty).

    Raises Refused "not-joint" where no unit of his is a co-maker that has been told, "opinion-long".
    """
    record = lock(record_id)
    person = person_of(actor)
    if len(opinion) > LONGEST:
        raise Refused("opinion-long", f"意见最多 {LONGEST} 字，请缩短。")
    mine = [
        one
        for one in JointAgency.objects.filter(record=record, told_at__isnull=False).select_related("agency")
        if actor.may(READ, one.agency.code)
    ]
    if not mine or not sees_jointly(record):
        raise Refused("not-joint", "本单位不是该文件的联合制发单位，或者牵头单位还没有送审，未执行。")
    before = facts_of(record)
    row = mine[0]
    row.seen_at, row.seen_by = now, person
    row.opinion = opinion.strip() or row.opinion
    row.save(update_fields=["seen_at", "seen_by", "opinion"])
    write_journal(record, ACT, before, opinion.strip() or "已阅", actor, now, joint=row.agency.code)
    return row
