"""A calendar that became another one moves open clocks: each is gone over once, what moved is kept and told.

What was issued stays as it is: the movement is a new event with its reason, on the card as on the desk. A round that
was broken off goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from gongkai.kit import journal
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import Due
from gongkai.law.errors import LawError
from gongkai.law.movement import said_of
from gongkai.requests import clocks
from gongkai.requests.locking import facts_of, subject_of
from gongkai.requests.models import CalendarRun, Clock, ClockMove, Request
from gongkai.requests.telling import told
from gongkai.units.notices import tell

log = logging.getLogger("gongkai.requests")

ACT = "move_clock"
CALENDAR = Actor("system:calendar", "节假日安排变动")
PIECE = 100


def run_once(now: datetime) -> int:
    """The worker's piece: look at some clocks if the calendar is another than when they were last computed."""
    return sum(1 for _ in going_over(now, most=PIECE))


def waiting() -> int:
    """How many open clocks are still to be looked at under the calendar of now."""
    run = _latest()
    if run is not None and run.calendar == Calendars.published().fingerprint:
        return 0 if run.done_at else Clock.objects.filter(closed_on=None, pk__gt=run.reached).count()
    return Clock.objects.filter(closed_on=None).count()


def going_over(now: datetime, *, most: int | None = None) -> Iterator[ClockMove | None]:
    """Go over the open clocks, each in a transaction of its own: its movement, or None where it stays.

    Ends at once where all were gone over under this calendar already. Two at a time do no harm: a clock that was moved
    stays where it is when it is looked at again.
    """
    calendars = Calendars.published()
    run = _run(calendars, now)
    if run.done_at is not None:
        return
    looked = 0
    while most is None or looked < most:
        ids = list(
            Clock.objects.filter(closed_on=None, pk__gt=run.reached)
            .order_by("id")
            .values_list("id", "request_id")[:PIECE]
        )
        if not ids:
            run.done_at = now
            run.save(update_fields=["done_at"])
            return
        for clock_id, request_id in ids[: None if most is None else most - looked]:
            yield _one(run, calendars, clock_id, request_id, now)
            looked += 1


def _latest() -> CalendarRun | None:
    return CalendarRun.objects.order_by("-id").first()


def _run(calendars: Calendars, now: datetime) -> CalendarRun:
    run, mark = _latest(), calendars.fingerprint
    if run is not None and run.calendar == mark:
        return run
    return CalendarRun.objects.create(calendar=mark, begun_at=now)


def _one(run: CalendarRun, calendars: Calendars, clock_id: int, request_id: int, now: datetime) -> ClockMove | None:
    with transaction.atomic():
        rows = Request.objects.select_for_update(of=("self",)).select_related("agency", "handler")
        request = rows.get(pk=request_id)
        clock = request.clocks.get(pk=clock_id)
        clock.request = request
        run.reached, run.looked = clock_id, run.looked + 1
        move = None
        if clock.closed_on is None:
            try:
                move = _move(request, clock, clocks.answer(clock, calendars=calendars), run, now)
                run.moved += move is not None
            except LawError as error:
                log.error("clock %s cannot be computed under the new calendar: %s", clock_id, error)
                run.faults += 1
                move = _kept(clock, clock.due_on, f"不能按新的节假日安排推算，仍按原日期：{error}", run, now)
        run.save(update_fields=["reached", "looked", "moved", "faults"])
    return move


def _move(request: Request, clock: Clock, found: Due, run: CalendarRun, now: datetime) -> ClockMove | None:
    if (clock.due_on, clock.provisional) == (found.last_day, found.provisional):
        return None
    before = facts_of(request)
    sentence = said_of(found, clock.due_on)
    move = _kept(clock, found.last_day, sentence, run, now)
    clocks.write(clock, found)
    clocks.settle(request)
    request.version += 1
    request.save()
    told(request, now=now)
    if request.handler is not None:
        address = reverse("desk:request-clock", args=(request.pk,))
        tell(request.handler, f"节假日安排变化：{request.number}", now=now, text=sentence, address=address)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"rule": clock.rule, "calendar": run.calendar}, reason=sentence, actor=CALENDAR,
        now=now,
    )  # fmt: skip
    return move


def _kept(clock: Clock, after: date | None, sentence: str, run: CalendarRun, now: datetime) -> ClockMove:
    return ClockMove.objects.create(
        clock=clock, before=clock.due_on, after=after, sentence=sentence[:400], calendar=run.calendar, at=now
    )
