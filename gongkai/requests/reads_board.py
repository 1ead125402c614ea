"""The board of the office that oversees disclosure: figures of its unit and those below, and what is late by whom.

It holds nothing of the applicants and opens no request of another unit (docs/decisions/D-270).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.kit.who import Actor
from gongkai.requests.models import CLOSED, Request
from gongkai.requests.reads_list import near_until, open_states
from gongkai.requests.sight import codes
from gongkai.units import reads as units
from gongkai.units.models import Agency
from gongkai.units.powers import OVERSEE_REQUESTS

MOST = 100
COLUMNS = ("arrived", "unconfirmed", "handled", "waiting", "closed", "near", "overdue")


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: how many wait for registration, for confirmation, are handled, wait for the applicant, were closed in
    the year of the board's day; and of the open ones how many are near their last day or past it."""

    agency: Agency
    arrived: int
    unconfirmed: int
    handled: int
    waiting: int
    closed: int
    near: int
    overdue: int

    @property
    def open(self) -> int:
        """All that still bind the unit."""
        return self.arrived + self.unconfirmed + self.handled + self.waiting


@dataclass(frozen=True, slots=True)
class LateLine:
    """One request near its last day or past it: no subject and nothing of the applicant."""

    number: str
    unit: str
    handler: str
    state: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Board:
    """Units with any request, the most overdue first; late ones by handler and one by one, MOST at most."""

    lines: tuple[UnitLine, ...]
    by_handler: tuple[tuple[str, str, int], ...]
    late: tuple[LateLine, ...]

    @property
    def overdue(self) -> int:
        """All overdue."""
        return sum(line.overdue for line in self.lines)


def may_oversee(asker: Actor) -> bool:
    """Whether the asker has a board at all."""
    return bool(codes(asker, OVERSEE_REQUESTS))


def overseen(asker: Actor, on: date) -> list[Agency]:
    """The units the asker oversees that day: his own and all below them."""
    own = Agency.objects.filter(code__in=codes(asker, OVERSEE_REQUESTS))
    found = {one.pk: one for top in own for one in (top, *units.descendants(asker, top, on))}
    return list(found.values())


def board(asker: Actor, on: date) -> Board:
    """The board of that day, in a handful of queries."""
    agencies = {one.pk: one for one in overseen(asker, on)}
    rows = Request.objects.filter(agency__in=agencies)
    still = Q(state__in=open_states())
    late, near = still & Q(due_on__lt=on), still & Q(due_on__gte=on, due_on__lte=near_until(on))
    figures = rows.values("agency").annotate(
        arrived=Count("id", filter=Q(state="arrived")),
        unconfirmed=Count("id", filter=Q(state="unconfirmed")),
        handled=Count("id", filter=Q(state__in=("handling", "signed", "redoing"))),
        waiting=Count("id", filter=Q(state__in=("correcting", "explaining", "paying"))),
        closed=Count("id", filter=Q(state__in=CLOSED, closed_on__year=on.year)),
        near=Count("id", filter=near),
        overdue=Count("id", filter=late),
    )
    lines = [
        UnitLine(agencies[unit], *numbers) for unit, *numbers in figures.order_by().values_list("agency", *COLUMNS)
    ]
    by_handler = (
        rows.filter(late).values_list("agency", "handler__name").annotate(number=Count("id")).order_by("-number")
    )
    shown = rows.filter(late | near).select_related("handler").order_by("due_on", "id")[:MOST]
    return Board(
        tuple(sorted(lines, key=lambda one: (-one.overdue, -one.near, -one.open, one.agency.code))),
        tuple((agencies[unit].short, name or "", number) for unit, name, number in by_handler[:MOST]),
        tuple(
            LateLine(
                row.number,
                agencies[row.agency_id].short,
                row.handler.name if row.handler else "",
                row.state,
                row.due_on,
            )
            for row in shown
            if row.due_on
        ),
    )
