"""Five years of requests and disputes, written in bulk from a seed, and what the province's table must then show.

A request has its row, one matter, its clock and, once closed, its closing step: what measuring and supervision read.
Papers, files and the other steps of its way are not written; `bench requests` measures those.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from bench.province.tree import Tree, put
from gongkai.kit.clock import BEIJING
from gongkai.law.applicants import applicant_columns
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import due, start
from gongkai.law.outcomes import Outcome, edition_on, leaf_for
from gongkai.requests.applicants import ApplicantData, sealed
from gongkai.requests.models import Clock, ClockEntry, Request, RequestItem, StepTaken
from gongkai.units.models import Agency

# Requests a year: most units have few, some have many (exponential), a government some more.
OF_A_UNIT, OF_A_GOVERNMENT, FLUSH = 8, 25, 2000
# Of a hundred decided: what, on which ground, given in part.
DECISIONS = (
    (34, "release", "", False), (9, "already_public", "", False), (8, "release", "", True),
    (5, "refuse", "internal_affairs", False), (5, "refuse", "process_information", False),
    (4, "refuse", "third_party_rights", False), (2, "refuse", "enforcement_file", False),
    (16, "does_not_exist", "", False), (6, "not_responsible", "", False), (2, "needs_processing", "", False),
    (3, "petition", "", False), (2, "duplicate", "", False), (4, "withdrawn", "", False),
)  # fmt: skip
KINDS = (78, 14, 1, 2, 4, 1)
# Calendar days until it was closed: in time, extended by one who is late, never before the year's end.
SOON, LATE = (2, 26), (30, 55)
ONE_IN_LATE = 30


@dataclass(slots=True)
class Written:
    """How many rows of each kind there are, and the figures of table three of the last year, counted while writing."""

    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Pile:
    requests: list[Model] = field(default_factory=list)
    items: list[Model] = field(default_factory=list)
    steps: list[Model] = field(default_factory=list)
    clocks: list[Model] = field(default_factory=list)
    entries: list[Model] = field(default_factory=list)

    def flush(self) -> None:
        with transaction.atomic():
            for model, rows in (
                (Request, self.requests), (RequestItem, self.items), (StepTaken, self.steps), (Clock, self.clocks),
                (ClockEntry, self.entries),
            ):  # fmt: skip
                put(model, rows)


def write(tree: Tree, first: int, last: int) -> Written:
    """The requests of every agency in the years `first` to `last`; what is not closed by the end of `last` is open."""
    found, pile, said = Written(), _Pile(), sealed(ApplicantData("测试人", phone="1"))
    number = 0
    for agency in tree.everyone:
        usual = OF_A_GOVERNMENT if agency in tree.governments else OF_A_UNIT
        for course in _courses(agency, first, last, usual):
            number += 1
            _one(pile, tree, agency, number, course, said)
            _count(found.cells, course, last)
            found.rows["requests"] += 1
            found.rows["open"] += course.closed is None
            if len(pile.requests) >= FLUSH:
                pile.flush()
    pile.flush()
    _go_on_numbering()
    return found


@dataclass(frozen=True, slots=True)
class Course:
    """One request's way."""

    received: date
    kind: str
    closed: date | None
    decision: str
    ground: str
    severed: bool
    serial: int

    @property
    def leaf(self) -> Outcome | None:
        """Where it counts; None while it is open."""
        return None if self.closed is None else _leaf(self.decision, self.ground, self.severed, self.closed.year)


def _courses(agency: Agency, first: int, last: int, usual: int) -> Iterator[Course]:
    dice, end = random.Random(f"province {agency.code}"), date(last, 12, 31)
    kinds = [one.code for one in applicant_columns(last).kinds]
    weights = [one[0] for one in DECISIONS]
    busy = dice.expovariate(1 / usual)
    for year in range(first, last + 1):
        days = sorted(dice.randrange(365) for _ in range(int(busy * dice.uniform(0.7, 1.3))))
        for serial, day in enumerate(days, 1):
            received = date(year, 1, 1) + timedelta(days=day)
            took = LATE if dice.randrange(ONE_IN_LATE) == 0 else SOON
            closed = received + timedelta(days=dice.randint(*took))
            _, decision, ground, severed = dice.choices(DECISIONS, weights)[0]
            kind = dice.choices(kinds, KINDS)[0]
            yield Course(received, kind, closed if closed <= end else None, decision, ground, severed, serial)


def _one(pile: _Pile, tree: Tree, agency: Agency, number: int, course: Course, said: dict[str, str]) -> None:
    clerk = tree.people[agency.pk, "clerk"]
    at = datetime.combine(course.received, time(9), BEIJING)
    day, closed, leaf = last_day(course.received), course.closed, course.leaf
    state = "handling" if closed is None else "ended" if course.decision == "withdrawn" else "replied"
    ending = {}
    if closed is not None and leaf is not None:
        ending = {
            "decision": course.decision, "ground": course.ground, "severed": course.severed, "leaf": leaf.code,
            "in_time": closed <= day,
        }  # fmt: skip
    pile.requests.append(Request(
        pk=number, agency=agency, number=f"{course.received.year}-{course.serial}", receipt_number=f"T{number:015d}",
        state=state, channel="in_person", arrived_at=at, law_day=course.received, received_on=course.received,
        days={"handed_in": course.received.isoformat()}, applicant_kind=course.kind, subject=f"第{number}项测试申请",
        handler=clerk, due_on=day, clock_state="running" if closed is None else "closed", clock_version=1,
        closed_on=closed, made_at=at, registered_at=at, **said, **ending,
    ))  # fmt: skip
    pile.items.append(
        RequestItem(request_id=number, position=1, text="测试", decision=course.decision if closed else "")
    )
    clock = Clock(
        pk=number, request_id=number, rule="reply", opened_on=course.received, due_on=day, closed_on=closed,
        state="running" if closed is None else "closed", entries_counted=1 + (closed is not None),
    )  # fmt: skip
    pile.clocks.append(clock)
    pile.entries.append(ClockEntry(clock_id=number, kind="start", on=course.received, act="register", at=at))
    if closed is None:
        return
    then = datetime.combine(closed, time(16), BEIJING)
    pile.entries.append(ClockEntry(clock_id=number, kind="close", on=closed, act="close", at=then))
    pile.steps.append(StepTaken(
        request_id=number, act="withdraw" if state == "ended" else "reply_on_the_spot", on=closed,
        came_from="handling", went_to=state, counted=True, at=then, person=clerk, **ending,
    ))  # fmt: skip


def _count(cells: Counter[str], course: Course, year: int) -> None:
    """Table three of that year, counted apart from the product's own way."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = ["new_received"] if first <= course.received <= last else []
    if course.received < first and (course.closed is None or course.closed >= first):
        rows.append("carried_in")
    if course.closed is None or course.closed > last:
        rows.append("carried_out")
    elif course.closed >= first and course.leaf is not None:
        rows += [course.leaf.code, "outcome_total"]
    for row in rows:
        for column in (course.kind, "total"):
            cells[f"t3.{row}.{column}"] += 1


@cache
def last_day(received: date) -> date:
    """The last day to reply to what was received that day, by the product's own law."""
    found = due("reply", [start(received)], Calendars.published(), provisional=True).last_day
    assert found is not None
    return found


@cache
def _leaf(decision: str, ground: str, severed: bool, year: int) -> Outcome:
    return leaf_for(decision, edition_on(date(year, 1, 1)), ground=ground, severed=severed)


def _go_on_numbering() -> None:
    """Rows were written with keys of ours; the database goes on after them."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Request, Clock]):
            cursor.execute(statement)
