"""Requests of a period: received, carried in, closed and carried out, so that the official balance holds by itself.

A request stands on two days: when it was received and when it was first closed; what happened later changes where it
counts only inside the period of its first closing (docs/decisions/D-320).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.law.clock_entries import EntryKind
from gongkai.law.errors import UnknownLaw
from gongkai.law.outcomes import crossed, edition_on
from gongkai.requests.clocks import LEADING
from gongkai.requests.models import ClockEntry, Request, StepTaken
from gongkai.statistics.measured import Thing
from gongkai.statistics.measuring_facts import Fact, Span, yes_no

RECEIVED, CARRIED_IN, CLOSED, CARRIED_OUT = "received", "carried_in", "closed", "carried_out"
EVENTS = (RECEIVED, CARRIED_IN, CLOSED, CARRIED_OUT)


@dataclass(slots=True)
class Ended:
    """The first day on which a request was closed, and its latest closing by the period's last day."""

    first: date
    on: date
    decision: str
    ground: str
    severed: bool
    leaf: str
    in_time: bool | None


def places(received: date | None, closed: date | None, first: date, last: date) -> tuple[str, ...]:
    """In which events of a period a request stands. In pairs, so that received and carried in always equal closed and
    carried out. One that ended before it was received counts as received when it ended."""
    begun = received if closed is None else min(received or closed, closed)
    if begun is None or begun > last or (closed is not None and closed < first):
        return ()
    came = CARRIED_IN if begun < first else RECEIVED
    return came, CARRIED_OUT if closed is None or closed > last else CLOSED


def facts(span: Span) -> Iterator[Fact]:
    """The requests of the units, each once in what it began as and once in what it ended as. Two queries."""
    closings = _closings(span)
    extended = ClockEntry.objects.filter(
        clock__request=OuterRef("pk"), clock__rule__in=LEADING, kind=EntryKind.EXTEND, on__lte=span.last, voids=None,
        voided_by=None,
    )  # fmt: skip
    rows = _standing(span).annotate(extended=Exists(extended))
    fields = ("pk", "agency_id", "received_on", "applicant_kind", "channel", "extended")
    for pk, agency_id, received, applicant, channel, longer in rows.order_by("pk").values_list(*fields).iterator():
        ended = closings.get(pk)
        marks = {
            "applicant": applicant, "channel": channel, "level": span.level(agency_id), "extended": yes_no(longer),
        }  # fmt: skip
        thing = Thing("request", pk, span.code(agency_id))
        for event in places(received, ended.first if ended else None, span.first, span.last):
            yield Fact(event, marks | _of_closing(ended, span.edition) if event == CLOSED and ended else marks, thing)


def _standing(span: Span) -> QuerySet[Request]:
    """Requests that can stand in the period; what was closed again later than it was closed first is looked at."""
    return Request.objects.filter(
        Q(received_on=None, closed_on__isnull=False) | Q(received_on__lte=span.last),
        Q(closed_on=None) | Q(closed_on__gte=span.first),
        agency__in=span.agencies,
    ).exclude(state="void")


def _closings(span: Span) -> dict[int, Ended]:
    """How requests stood closed on the period's last day, by request: steps that count, in their order."""
    steps = StepTaken.objects.filter(
        counted=True, on__lte=span.last, request__agency__in=span.agencies, request__closed_on__gte=span.first
    )
    found: dict[int, Ended] = {}
    fields = ("request_id", "on", "decision", "ground", "severed", "leaf", "in_time")
    for pk, on, *said in steps.order_by("request_id", "on", "pk").values_list(*fields).iterator():
        found[pk] = Ended(found[pk].first if pk in found else on, on, *said)
    return found


def _of_closing(ended: Ended, edition: str) -> dict[str, str]:
    return {
        "decision": ended.decision, "ground": ended.ground, "severed": yes_no(ended.severed),
        "timely": yes_no(ended.in_time), "leaf": _leaf(ended.leaf, ended.on, edition),
    }  # fmt: skip


@cache
def _leaf(leaf: str, on: date, edition: str) -> str:
    """The row of that edition in which a result counts. Raises UnknownOutcome for a result of no edition."""
    if not edition:
        return leaf
    try:
        return crossed(leaf, edition_on(on), edition).code
    except UnknownLaw:
        return leaf
