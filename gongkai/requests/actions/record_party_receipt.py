"""Write down the day a letter reached whom it was sent to: his limit runs from it."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import subject_of
from gongkai.requests.models import SubCase
from gongkai.requests.subcases import (
    NOT_THERE,
    arrived,
    is_asked,
    kind_of,
    lock_subcase,
    subcase_facts,
    tell_handler,
    touch,
)
from gongkai.units.acting import person_of
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "record_party_receipt"


@action
def record_party_receipt(
    subcase_id: int, on: date, *, seen: int | None = None, actor: Actor, now: datetime
) -> SubCase:  # fmt: skip
    """The letter (or the report to the secrecy authority) arrived on that day. The asked unit signs for itself, today.

    Raises Refused "no-subcase", "not-sent", "received-already", "day-before-letter", "day-ahead", "not-today".
    """
    request, subcase = lock_subcase(subcase_id, seen)
    before, today, kind = subcase_facts(subcase), day_of(now), kind_of(subcase)
    theirs = subcase.agency is not None and is_asked(actor, subcase)
    if not theirs and not actor.may(HANDLE_REQUESTS, request.agency.code):
        raise Refused("no-subcase", NOT_THERE)
    if subcase.state != SubCase.State.OPEN or subcase.sent_on is None or not kind.clock:
        raise Refused("not-sent", "来函还没有发出，或者已经办结，不能登记收到日期。")
    if subcase.received_on is not None:
        raise Refused("received-already", f"已经登记于 {subcase.received_on.isoformat()} 收到，未再登记。")
    if on > today:
        raise Refused("day-ahead", f"收到日期 {on.isoformat()} 晚于今天，未登记。请填写实际收到的日期。")
    if on < subcase.sent_on:
        raise Refused("day-before-letter", f"收到日期早于发函日期 {subcase.sent_on.isoformat()}，未登记。请核对。")
    if theirs and on != today:
        raise Refused("not-today", "签收日期只能是今天。此前已经收到的，请由来函单位登记。")
    arrived(subcase, on, Entering(ACT, person_of(actor), now))
    touch(request)
    if theirs:
        tell_handler(subcase, f"{subcase.party}已签收来函", now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=subcase_facts(subcase),
        reason=kind.label, actor=actor, now=now,
    )  # fmt: skip
    return subcase
