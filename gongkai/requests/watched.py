"""The clocks of requests and matters, for who watches: no subject and nothing of an applicant (D-270)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q

from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.watched import WatchedClock, register
from gongkai.law.calendar import Calendars
from gongkai.law.errors import UnknownLaw
from gongkai.law.supervision import node_due, watch_nodes
from gongkai.requests.clocks import DISPUTE
from gongkai.requests.models import CLOSED, Clock, Matter, Request, SubCase

SOURCE = "requests"
OVER = (*CLOSED, "void")
CLOCK = ("pk", "rule", "opened_on", "due_on", "closed_on", "request_id")
OF_REQUEST = ("number", "receipt_number", "agency__code", "handler__login")
REGISTRATION, CONFIRMATION, INNER, ORDERS, REPLY = (
    "request_registration", "request_confirmation", "inner_subcase", "matter_orders", "matter_reply",
)  # fmt: skip


def watched(since: date | None) -> Iterator[WatchedClock]:
    """Everything that runs for a request or a matter, and what ended on that day or later."""
    yield from _clocks(since)
    yield from _arrivals(since)
    yield from _inner(since)
    yield from _matters(since)


def _clocks(since: date | None) -> Iterator[WatchedClock]:
    wanted = Q(closed_on=None) & ~Q(request__state__in=OVER)
    if since is not None:
        wanted |= Q(closed_on__gte=since)
    rows = Clock.objects.filter(wanted, rule__in=list(watch_nodes()), due_on__isnull=False)
    fields = (*CLOCK, *(f"request__{name}" for name in OF_REQUEST))
    for pk, rule, opened, due, closed, request, number, receipt, unit, holder in (
        rows.exclude(ref__startswith=DISPUTE).order_by("pk").values_list(*fields).iterator()
    ):
        yield WatchedClock(
            SOURCE, f"clock:{pk}", rule, unit, f"申请 {number or receipt}", opened, due, closed, holder=holder or "",
            subject=("request-clock", str(request)),
        )  # fmt: skip


def _arrivals(since: date | None) -> Iterator[WatchedClock]:
    """Until it is registered, and until the applicant has confirmed the day of receipt."""
    wanted = Q(state__in=("arrived", "unconfirmed"))
    if since is not None:
        wanted |= Q(registered_at__gte=_start(since)) | Q(received_on__gte=since, confirm_by__isnull=False)
    rows = Request.objects.filter(wanted).exclude(state="void").order_by("pk")
    fields = ("pk", "state", "arrived_at", "registered_at", "confirm_by", "received_on", *OF_REQUEST)
    for pk, state, arrived_at, registered_at, confirm_by, received, number, receipt, unit, holder in rows.values_list(
        *fields
    ).iterator():
        title, begun = f"申请 {number or receipt}", day_of(arrived_at)
        subject = ("request", str(pk))
        due = _due(REGISTRATION, begun)
        registered = day_of(registered_at) if registered_at else None
        if due is not None and (registered is not None or state == "arrived"):
            yield WatchedClock(
                SOURCE, f"request:{pk}", REGISTRATION, unit, title, begun, due, registered, holder=holder or "",
                subject=subject,
            )  # fmt: skip
        if confirm_by is not None and (state == "unconfirmed" or received is not None):
            met = None if state == "unconfirmed" else received
            yield WatchedClock(
                SOURCE, f"request:{pk}", CONFIRMATION, unit, title, registered or begun, confirm_by, met,
                holder=holder or "", subject=subject,
            )  # fmt: skip


def _inner(since: date | None) -> Iterator[WatchedClock]:
    wanted = Q(state=SubCase.State.OPEN) & ~Q(request__state__in=OVER)
    if since is not None:
        wanted |= Q(answered_on__gte=since)
    rows = SubCase.objects.filter(wanted, clock=None, wanted_by__isnull=False)
    for one in rows.select_related("request__agency", "request__handler", "agency", "person").order_by("pk"):
        unit, request = one.agency or one.request.agency, one.request
        holder = one.person or (None if one.agency else request.handler)
        title = f"申请 {request.number or request.receipt_number} {one.get_kind_display()}"
        yield WatchedClock(
            SOURCE, f"subcase:{one.pk}", INNER, unit.code,
            title, one.sent_on or day_of(one.made_at),
            one.wanted_by or day_of(one.made_at), one.answered_on, holder=holder.login if holder else "",
            subject=("request", str(request.pk)),
        )  # fmt: skip


def _matters(since: date | None) -> Iterator[WatchedClock]:
    waiting = (Matter.State.ARRIVED, Matter.State.HANDLING)
    wanted = Q(state__in=waiting) | Q(told_on=None) | Q(orders_due_on__isnull=False, orders_done_on=None)
    if since is not None:
        wanted |= Q(told_on__gte=since) | Q(orders_done_on__gte=since)
    for one in Matter.objects.filter(wanted).select_related("agency", "against", "handler").order_by("pk"):
        title = f"{one.get_kind_display()} {one.number or one.receipt_number}"
        holder, subject = one.handler.login if one.handler else "", ("matter", str(one.pk))
        due = _due(REPLY, one.received_on)
        if due is not None and (one.told_on is None or (since is not None and one.told_on >= since)):
            yield WatchedClock(
                SOURCE, f"matter:{one.pk}", REPLY, one.agency.code, title, one.received_on, due, one.told_on,
                holder=holder, subject=subject,
            )  # fmt: skip
        done = one.orders_done_on
        if one.orders_due_on is not None and (done is None or (since is not None and done >= since)):
            unit = one.against or one.agency
            yield WatchedClock(
                SOURCE, f"matter:{one.pk}", ORDERS, unit.code, title, one.told_on or one.received_on,
                one.orders_due_on, done, holder=holder if unit == one.agency else "", subject=subject,
            )  # fmt: skip


def _due(node: str, begun_on: date) -> date | None:
    """The last day of a step the platform itself limits; none where no limit was in force."""
    try:
        return node_due(node, begun_on, Calendars.published())
    except UnknownLaw:
        return None


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, BEIJING)


register(SOURCE, watched)
