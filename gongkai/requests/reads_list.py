"""The list of requests: narrowed, in order, by pages that stay fast however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Count, Q, QuerySet

from gongkai.kit.private import blind
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameter
from gongkai.law.errors import LawError
from gongkai.law.procedure import procedures
from gongkai.requests import sight
from gongkai.requests.applicants import masked, opened
from gongkai.requests.models import Enquiry, Envelope, Request
from gongkai.units.powers import HANDLE_REQUESTS

PAGE = 20
NEAR = "reply_near.working_days"
OVERDUE, NEAR_DUE, LATE_CONFIRM = "overdue", "near", "confirm"
NEWEST, BY_DUE = "newest", "due"
MINE, NOBODY = "mine", "nobody"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty means no matter. `handler`: a login, or `nobody`. `sort`: newest or due."""

    unit: str = ""
    state: str = ""
    handler: str = ""
    due: str = ""
    channel: str = ""
    words: str = ""
    sort: str = NEWEST


@dataclass(frozen=True, slots=True)
class Line:
    """One request with its applicant's masked name."""

    row: Request
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One page; `before` and `after` are the places from which the pages around it go on, empty at the ends."""

    lines: tuple[Line, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a unit's open requests stand where; `near` ends within the reminder's days."""

    by_state: dict[str, int]
    overdue: int
    near: int
    late_confirm: int


@cache
def open_states() -> frozenset[str]:
    """The states in which a request still binds the agency, of every edition of the procedure."""
    return frozenset(state.code for table in procedures() for state in table.states.values() if state.open)


def near_until(on: date) -> date:
    """The last of the days that count as near. Where a calendar is missing, the day itself."""
    try:
        return Calendars.published().add_working_days(on, parameter(NEAR).at(on).value or 0)
    except LawError:
        return on


def narrowed(asker: Actor, wanted: Wanted, on: date) -> QuerySet[Request]:
    """The requests asked for, in no order."""
    rows = sight.visible(asker)
    if wanted.unit:
        rows = rows.filter(agency__code=wanted.unit)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.handler:
        rows = rows.filter(handler=None) if wanted.handler == NOBODY else rows.filter(handler__login=wanted.handler)
    if wanted.due:
        rows = rows.filter(_due(wanted.due, on))
    return rows.filter(_matching(wanted.words)) if wanted.words else rows


def listed(asker: Actor, wanted: Wanted, on: date, *, after: str = "", before: str = "") -> Listed:
    """One page from a place on, or the one before it. A place that is none is the beginning."""
    by_due = wanted.sort == BY_DUE
    rows = narrowed(asker, wanted, on)
    if by_due:
        # Of what is closed nothing is due any more.
        rows = rows.filter(due_on__isnull=False, state__in=open_states())
    place, back = _place(before or after, by_due=by_due), bool(before)
    if place is not None:
        rows = rows.filter(_beyond(place, by_due=by_due, back=back))
    order = (("-due_on", "-id") if back else ("due_on", "id")) if by_due else ("id",) if back else ("-id",)
    found = list(rows.select_related("agency", "handler").order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    started = place is not None
    has_before, has_after = (more, True) if back else (started, more)
    return Listed(
        tuple(Line(row, masked(opened(row)).name) for row in found),
        _token(found[0], by_due=by_due) if found and has_before else "",
        _token(found[-1], by_due=by_due) if found and has_after else "",
    )


def counts(asker: Actor, unit: str, on: date) -> Counts:
    """Where the unit's open requests stand, in one query over the open ones alone."""
    rows = (
        sight.visible(asker)
        .filter(agency__code=unit, state__in=open_states())
        .values("state")
        .annotate(
            number=Count("id"),
            overdue=Count("id", filter=Q(due_on__lt=on)),
            near=Count("id", filter=Q(due_on__gte=on, due_on__lte=near_until(on))),
            late=Count("id", filter=Q(state="unconfirmed", confirm_by__lt=on)),
        )
        .order_by()
    )
    found = list(rows)
    return Counts(
        {row["state"]: row["number"] for row in found},
        sum(row["overdue"] for row in found),
        sum(row["near"] for row in found),
        sum(row["late"] for row in found),
    )


def faulty_envelopes(asker: Actor, unit: str) -> list[Envelope]:
    """What was handed in from outside and could not be taken in, with the sentence why."""
    if not asker.may(HANDLE_REQUESTS, unit):
        return []
    rows = Envelope.objects.filter(agency=unit, taken_at=None).exclude(fault="").defer("sealed")
    return list(rows.order_by("id")[:PAGE])


def enquiries(asker: Actor, unit: str) -> QuerySet[Enquiry]:
    """The unit's enquiries, newest first; for those who handle requests there."""
    rows = Enquiry.objects.select_related("made_by", "request").order_by("-id")
    return rows.filter(agency__code=unit) if asker.may(HANDLE_REQUESTS, unit) else rows.none()


def _due(code: str, on: date) -> Q:
    if code == LATE_CONFIRM:
        return Q(state="unconfirmed", confirm_by__lt=on)
    still = Q(state__in=open_states())
    return still & (Q(due_on__lt=on) if code == OVERDUE else Q(due_on__gte=on, due_on__lte=near_until(on)))


def _matching(words: str) -> Q:
    """A number, words of the subject, a document number, or an applicant's whole name."""
    found = Q(number=words) | Q(receipt_number=words.upper()) | Q(subject__icontains=words)
    return found | Q(doc_number__icontains=words) | Q(name_index=blind("name", words))


def _token(row: Request, *, by_due: bool) -> str:
    return f"{row.due_on.isoformat()}.{row.pk}" if by_due and row.due_on else str(row.pk)


def _place(token: str, *, by_due: bool) -> tuple[date | None, int] | None:
    day, _, number = token.rpartition(".")
    if not number.isdigit() or len(number) > 18:
        return None
    try:
        return (date.fromisoformat(day) if by_due else None), int(number)
    except ValueError:
        return None


def _beyond(place: tuple[date | None, int], *, by_due: bool, back: bool) -> Q:
    day, number = place
    if not by_due:
        return Q(pk__gt=number) if back else Q(pk__lt=number)
    if back:
        return Q(due_on__lt=day) | Q(due_on=day, pk__lt=number)
    return Q(due_on__gt=day) | Q(due_on=day, pk__gt=number)
