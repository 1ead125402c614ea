"""What is due when: the open clocks of the asker's units, by how near their last day is, and what waits on whom.

A clock binds the agency, or somebody it waits for; the first must not pass, the second ends a waiting when it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.law.deadline_rules import deadlines
from gongkai.requests.clocks import LEADING
from gongkai.requests.models import Clock, ClockMove, Request, Statement
from gongkai.requests.reads_list import near_until
from gongkai.requests.sight import visible

OVERDUE, TODAY, NEAR, UNCONFIRMED, PASSED, SUBCASES, STATEMENTS, MOVES = (
    "overdue", "today", "near", "unconfirmed", "passed", "subcases", "statements", "moves"
)  # fmt: skip
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Watch:
    """How many: days of reply past, today, near; requests whose confirmation is late; waits for the
    applicant that have run out; letters whose limit has; late corrections to be judged; movements not looked at."""

    overdue: int
    today: int
    near: int
    unconfirmed: int
    passed: int
    subcases: int
    statements: int
    moves: int

    @property
    def any(self) -> bool:
        """Whether anything wants to be looked at."""
        return any(getattr(self, name) for name in self.__slots__)


def watch(asker: Actor, on: date, units: Iterable[str] | None = None) -> Watch:
    """The figures for the asker's units, or some of them, in four queries."""
    clocks = _open(asker, units).aggregate(
        **{name: Count("id", filter=_when(name, on)) for name in (OVERDUE, TODAY, NEAR, PASSED, SUBCASES)}
    )
    late = _requests(asker, units).filter(state="unconfirmed", confirm_by__lt=on).count()
    waits = Statement.objects.filter(accepted=None, request__in=_requests(asker, units)).count()
    return Watch(
        clocks[OVERDUE], clocks[TODAY], clocks[NEAR], late, clocks[PASSED], clocks[SUBCASES], waits,
        moves(asker, units).filter(seen_at=None).count(),
    )  # fmt: skip


def due_clocks(asker: Actor, what: str, on: date, units: Iterable[str] | None = None) -> QuerySet[Clock]:
    """The clocks behind one of the figures (overdue, today, near, passed, subcases), the most urgent first."""
    rows = _open(asker, units).filter(_when(what, on))
    return rows.select_related("request__agency", "request__handler", "subcase").order_by("due_on", "id")


def moves(asker: Actor, units: Iterable[str] | None = None) -> QuerySet[ClockMove]:
    """What new calendars moved, the newest first."""
    rows = ClockMove.objects.filter(clock__request__in=_requests(asker, units))
    return rows.select_related("clock__request__agency", "clock__request__handler").order_by("-id")


def _requests(asker: Actor, units: Iterable[str] | None) -> QuerySet[Request]:
    rows = visible(asker)
    return rows if units is None else rows.filter(agency__code__in=units)


def _open(asker: Actor, units: Iterable[str] | None) -> QuerySet[Clock]:
    return Clock.objects.filter(closed_on=None, due_on__isnull=False, request__in=_requests(asker, units))


def _when(what: str, on: date) -> Q:
    ours, until = Q(rule__in=LEADING), near_until(on)
    inside = Q(subcase__isnull=True)
    return {
        OVERDUE: ours & inside & Q(due_on__lt=on),
        TODAY: ours & inside & Q(due_on=on),
        NEAR: ours & inside & Q(due_on__gt=on, due_on__lte=until),
        PASSED: Q(rule__in=_borne_by(APPLICANT)) & inside & Q(due_on__lt=on),
        SUBCASES: Q(subcase__isnull=False, due_on__lt=on),
    }[what]


def _borne_by(who: str) -> list[str]:
    """The rules whose limit binds somebody, by the law's own rows."""
    return [code for code, rule in deadlines().items() if rule.history[-1].who == who]
