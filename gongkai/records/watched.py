"""The days of records, for who watches: publishing, handing over, each step of a review, rounds of adjustment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q

from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.calendar import Calendars
from gongkai.law.errors import UnknownLaw
from gongkai.law.supervision import node_due
from gongkai.records.models import AdjustmentRound, Record, Review, Submission

SOURCE = "records"
PUBLICATION, HANDOVER, STEP, ROUND = "publication", "handover", "review_step", "adjustment_round"
State = Record.State
OPEN = (State.DRAFT, State.RETURNED, State.IN_REVIEW, State.ESCALATED, State.APPROVED)
# It came to an end without being published: nothing was owed.
ENDED = (State.REGISTERED, State.HISTORIC, State.DISCARDED)
PROACTIVE = "proactive"


def watched(since: date | None) -> Iterator[WatchedClock]:
    """Everything that runs for a record, and what ended on that day or later."""
    yield from _limits(since)
    yield from _steps(since)
    yield from _rounds(since)


def _limits(since: date | None) -> Iterator[WatchedClock]:
    wanted = Q(state__in=OPEN, published_at=None)
    if since is not None:
        start = _start(since)
        wanted |= Q(published_at__gte=start) | Q(handed_over_at__gte=start)
        wanted |= Q(state__in=ENDED, published_at=None, changed_at__gte=start)
    rows = Record.objects.filter(wanted, publish_due_on__isnull=False, formed_on__isnull=False)
    for one in rows.select_related("agency", "handler", "drafter").order_by("pk").iterator(chunk_size=1000):
        holder = one.handler or one.drafter
        dropped = one.state in ENDED and one.published_at is None
        ended = one.published_at or (one.changed_at if dropped else None)
        handed = one.handed_over_at or ended
        for node, due, met, gone in (
            (PUBLICATION, one.publish_due_on, ended, dropped),
            (HANDOVER, one.handover_due_on, handed, dropped and one.handed_over_at is None),
        ):
            day = day_of(met) if met else None
            if due is None or one.formed_on is None or (day is not None and (since is None or day < since)):
                continue
            yield WatchedClock(
                SOURCE, f"record:{one.pk}", node, one.agency.code, title_of(one), one.formed_on, due, day, gone,
                holder.login if holder else "", ("record", str(one.pk)),
            )  # fmt: skip


def _steps(since: date | None) -> Iterator[WatchedClock]:
    """The step on which a submission waits, and the steps judged on that day or later."""
    waiting = Submission.objects.filter(
        state=Submission.State.OPEN, record__state__in=(State.IN_REVIEW, State.ESCALATED)
    )
    keys = list(waiting.values_list("pk", flat=True))
    judged = Review.objects.none() if since is None else Review.objects.filter(at__gte=_start(since))
    late = list(judged.order_by("at", "pk").values_list("submission", "position", "at"))
    passed = Review.objects.filter(submission__in={*keys, *(key for key, *_ in late)}, verdict="passed")
    began = {(key, position + 1): at for key, position, at in passed.values_list("submission", "position", "at")}
    related = ("record__agency", "record__handler")
    rows = Submission.objects.select_related(*related).in_bulk([*keys, *(key for key, *_ in late)])
    found: dict[tuple[int, int], datetime | None] = {(key, position): at for key, position, at in late}
    found |= {(key, rows[key].position): None for key in keys}
    for (key, position), at in found.items():
        one = rows[key]
        begun = day_of(began.get((key, position), one.at))
        due = _due(begun)
        if due is not None:
            holder = one.record.handler if at is None else None
            yield WatchedClock(
                SOURCE, f"submission:{key}:{position}", STEP, one.record.agency.code, title_of(one.record), begun, due,
                day_of(at) if at else None, holder=holder.login if holder else "",
                subject=("record", str(one.record_id)),
            )  # fmt: skip


def _rounds(since: date | None) -> Iterator[WatchedClock]:
    wanted = Q(closed_at=None)
    if since is not None:
        wanted |= Q(closed_at__gte=_start(since))
    for one in AdjustmentRound.objects.filter(wanted).select_related("agency").order_by("pk"):
        closed = day_of(one.closed_at) if one.closed_at else None
        yield WatchedClock(
            SOURCE, f"adjustment:{one.pk}", ROUND, one.agency.code, one.name, day_of(one.opened_at), one.due_on, closed,
            subject=("adjustment-round", str(one.pk)),
        )  # fmt: skip


def title_of(record: Record) -> str:
    """The title of what is to be public; anything else is named by its number, whoever watches (《条例》第十四条)."""
    return record.title if record.mark == PROACTIVE and record.title else f"信息 {record.pk}"


def _due(begun_on: date) -> date | None:
    """The last day of a step; none where no limit was in force."""
    try:
        return node_due(STEP, begun_on, Calendars.published())
    except UnknownLaw:
        return None


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, BEIJING)


register(SOURCE, watched)
