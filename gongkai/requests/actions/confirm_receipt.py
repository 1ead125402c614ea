"""Both sides have confirmed: the day of receipt is known and the reply period begins (条例第三十一条第三项)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.actions.register_request import fix_receipt
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "confirm_receipt"


@action
def confirm_receipt(
    request_id: int, days: dict[str, date], *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Add the event that fixes the day of receipt (`confirmed`, or what the channel's row counts).

    Raises Refused "no-request", "not-now", "not-allowed", "receipt-days", "day-ahead", "condition-not-met",
    "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    before = facts_of(request)
    person = person_of(actor)
    late = request.confirm_by is not None and day_of(now) > request.confirm_by
    fix_receipt(request, days, day_of(now))
    step(request, Doing("confirm_receipt", day_of(now)), actor=actor, person=person, now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"confirmed_late": late}, reason="与申请人确认收到", actor=actor, now=now,
    )  # fmt: skip
    return request
