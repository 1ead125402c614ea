"""Remind whom a sub-case was put to."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Reminder, SubCase
from gongkai.requests.subcases import kind_of, lock_subcase, subcase_facts, tell_asked
from gongkai.units.acting import person_of

ACT = "remind_subcase"


@action
def remind_subcase(subcase_id: int, text: str, *, actor: Actor, now: datetime) -> Reminder:
    """Keep that it was chased today; on the platform the asked find a message. Once a day is enough.

    Raises Refused "no-subcase", "not-open", "answered-already", "reminded-today", "not-allowed".
    """
    request, subcase = lock_subcase(subcase_id)
    handles(actor, request.agency.code, "催办")
    if subcase.state != SubCase.State.OPEN:
        raise Refused("not-open", "这项不在待答复，不需要催办。")
    if subcase.answered_on is not None:
        raise Refused("answered-already", "对方已经答复，不需要催办。请办结这项。")
    today = day_of(now)
    if subcase.reminders.filter(reason=Reminder.Reason.ASKED, on=today).exists():
        raise Refused("reminded-today", "今天已经催办过，未再催办。")
    row = Reminder(
        subcase=subcase, reason=Reminder.Reason.ASKED, on=today, text=text.strip()[:400], made_by=person_of(actor),
        at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    tell_asked(subcase, f"催办：{kind_of(subcase).label}", now, text.strip())
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={}, after=subcase_facts(subcase),
        reason=kind_of(subcase).label, actor=actor, now=now,
    )  # fmt: skip
    return row
