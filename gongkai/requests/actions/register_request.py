"""Register a request: its number, the day of receipt by channel, and the clocks that start with it."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawError
from gongkai.law.receipt import received_on
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.numbering import number_request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "register_request"


@action
def register_request(
    request_id: int, *, days: dict[str, date], seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Give an arrived request its number. `days` are the events of its channel (law.receipt); where they fix the day
    of receipt, the reply clock starts on it; else it waits for confirmation with the applicant.

    Raises Refused "no-request", "not-now", "not-allowed", "receipt-days", "day-ahead", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    before = facts_of(request)
    person = person_of(actor)
    fix_receipt(request, days, day_of(now))
    number_request(request, (request.received_on or day_of(now)).year)
    request.registered_at = now
    request.handler = request.handler or person
    step(request, Doing("register", day_of(now)), actor=actor, person=person, now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason="登记申请", actor=actor, now=now,
    )  # fmt: skip
    return request


def fix_receipt(request: Request, days: dict[str, date], today: date) -> None:
    """Add the days that are known now, and let the law say on which day the request counts as received.

    Raises Refused "receipt-days", "day-ahead".
    """
    if late := [day for day in days.values() if day > today]:
        raise Refused("day-ahead", f"日期 {late[0].isoformat()} 晚于今天，未执行。请填写实际发生的日期。")
    known = {event: date.fromisoformat(day) for event, day in request.days.items()} | days
    try:
        found = received_on(request.channel, known, Calendars.published())
    except LawError as error:
        raise Refused("receipt-days", f"收到申请之日不能确定：{error}") from error
    request.days = {event: day.isoformat() for event, day in sorted(known.items())}
    request.received_on, request.confirm_by = found.received_on, found.remind_on
    request.law_day = min(known.values())
