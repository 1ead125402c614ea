"""Prepare what one unit delivers to one hall for one interval that is over."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.delivery.choosing import choose, units_of
from gongkai.delivery.filling import fill
from gongkai.delivery.locking import facts_of, lock_hall, subject_of
from gongkai.delivery.models import Batch, Hall
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.deposit import Turn, deposit_rule, turns
from gongkai.units.models import Agency
from gongkai.units.powers import DELIVER

ACT = "prepare_deposit"


@action
def prepare_batch(agency: Agency, hall_id: int, ends: date, *, actor: Actor, now: datetime) -> Batch:
    """The batch with all that is to be delivered; an empty one states that there is nothing.

    Prepared again it is given back as it is. Raises Refused "not-allowed", "no-hall", "no-interval" for a day on which
    no interval of the hall ends or which is yet to come, "not-deliverer"; FileLost; CalendarNotPublished.
    """
    require(actor, DELIVER, agency.code, "送交两馆")
    hall = lock_hall(hall_id)
    known = Batch.objects.filter(agency=agency, hall=hall, ends=ends).first()
    if known is not None:
        return known
    turn = _turn(hall, ends, now)
    if all(one.pk != agency.pk for one in units_of(hall, ends)):
        raise Refused("not-deliverer", f"{agency.name}不向{hall.name}送交，未生成批次。请核对单位的隶属关系。")
    batch = Batch.objects.create(
        agency=agency, hall=hall, begins=turn.begins, ends=turn.ends, due_on=turn.due, prepared_at=now
    )
    count = fill(batch, choose(agency, hall, ends), now)
    journal.write(
        agency.code, act=ACT, subject=subject_of(batch), before={}, after=facts_of(batch) | {"listed": count},
        reason="按期生成送交批次", actor=actor, now=now,
    )  # fmt: skip
    return batch


def _turn(hall: Hall, ends: date, now: datetime) -> Turn:
    if ends <= now.astimezone(BEIJING).date() and ends > hall.begins and (hall.until is None or ends <= hall.until):
        rule = deposit_rule(hall.rule, ends)
        for turn in turns(rule, hall.begins, ends, Calendars.published()):
            if turn.ends == ends:
                return turn
    said = f"{ends.isoformat()} 不是{hall.name}已经截止的一期，未生成批次。请在各期截止之后办理。"
    raise Refused("no-interval", said)
