"""What the worker does for sub-cases: it reminds, and tells the handler what must be decided. It decides nothing.

Each reminder is a row under the day it is about, so that a round missed or done twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from gongkai.kit.clock import day_of
from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameter
from gongkai.law.errors import LawError
from gongkai.requests.models import CLOSED, Reminder, SubCase
from gongkai.requests.subcases import kind_of, tell_asked, tell_handler

RECEIPT, NEAR = "letter_receipt.alarm_working_days", "subcase_near.alarm_working_days"
Why = Reminder.Reason


@dataclass(frozen=True, slots=True)
class Call:
    """One reminder that is due: why, and the day it is about."""

    reason: Why
    on: date
    to_handler: bool
    words: str


def remind_due(now: datetime) -> int:
    """Send every reminder that is due and was not sent; how many."""
    sent, today = 0, day_of(now)
    for subcase in open_subcases():
        had = {(one.reason, one.on) for one in subcase.reminders.all()}
        for call in due_calls(subcase, today):
            if (call.reason.value, call.on) not in had:
                sent += _send(subcase, call, now)
    return sent


def open_subcases() -> QuerySet[SubCase]:
    """Those that wait for an answer in requests not closed, the oldest first."""
    rows = SubCase.objects.filter(state=SubCase.State.OPEN).exclude(request__state__in=(*CLOSED, "void"))
    related = ("request__agency", "request__handler", "made_by", "agency", "person", "clock")
    return rows.select_related(*related).prefetch_related("reminders").order_by("id")


def due_calls(subcase: SubCase, today: date) -> Iterator[Call]:
    """What there is to say of it today. Nothing where the calendar cannot tell."""
    try:
        yield from _calls(subcase, today, Calendars.published())
    except LawError:
        return


def _calls(subcase: SubCase, today: date, calendars: Calendars) -> Iterator[Call]:
    kind, due = kind_of(subcase), subcase.clock.due_on if subcase.clock else subcase.wanted_by
    if subcase.answered_on is not None:
        return
    if kind.letter and subcase.received_on is None and subcase.sent_on is not None:
        limit = parameter(RECEIPT).at(subcase.request.law_day).value or 0
        if calendars.working_days_between(subcase.sent_on, today) > limit:
            yield Call(
                Why.NO_RECEIPT, subcase.sent_on, True, "期限没有起算，停算一直继续。请查明并登记对方收到的日期。"
            )
        return
    if due is None:
        return
    if due < today:
        said = "请认定后办结，答复期限自期限届满的次日起继续计算。" if kind.letter else ""
        yield Call(Why.PASSED if kind.letter else Why.LATE, due, bool(kind.letter), said)
    elif calendars.working_days_between(today, due) <= (parameter(NEAR).at(subcase.request.law_day).value or 0):
        yield Call(Why.NEAR, due, False, "")


def _send(subcase: SubCase, call: Call, now: datetime) -> int:
    title = f"{call.reason.label}：{kind_of(subcase).label}（{subcase.party}）"[:200]
    try:
        with transaction.atomic():
            Reminder(subcase=subcase, reason=call.reason, on=call.on, text=call.words, at=now).save(force_insert=True)
            if call.to_handler:
                tell_handler(subcase, title, now, call.words)
            else:
                tell_asked(subcase, title, now, call.words)
                if call.reason is Why.LATE:
                    tell_handler(subcase, title, now)
    except IntegrityError:
        return 0
    return 1
