"""Whose turn it is: what waits for a person today by its limit, each with one verb, and the counts of his lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Subquery

from gongkai.kit.counting import HowMany
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.calendar import Calendars
from gongkai.law.errors import LawError
from gongkai.records.locking import key_behind, person_behind
from gongkai.records.models import Content, Record, Review, Submission
from gongkai.records.sight import own
from gongkai.units.models import Person
from gongkai.units.powers import ANSWER_ESCALATION, DRAFT, PUBLISH, as_duty
from gongkai.units.reads_people import figures

State = Record.State
MOST = 500
# The one verb of each kind of task, as a code for the faces.
VERBS = {
    State.DRAFT: "submit", State.RETURNED: "mend", State.IN_REVIEW: "review", State.ESCALATED: "answer",
    State.APPROVED: "publish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One record to be acted on: the verb, the day it is due, working days left (negative when late, None unknown)."""

    record: Record
    verb: str
    due_on: date | None
    left: int | None
    late: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records stand in each of a person's lists; `beside` what else was asked for with them."""

    mine: int
    late: int
    due_today: int
    returned: int
    waiting_for_others: int
    to_publish: int
    beside: Mapping[str, Any] = field(default_factory=dict)


def tasks(asker: Actor, on: date, limit: int = MOST) -> list[Task]:
    """What waits for the asker, the nearest limit first, those without a limit last."""
    return [
        task_of(row, on)
        for row in in_order(asker, on).select_related("agency", "drafter", "handler", "content")[:limit]
    ]


def in_order(asker: Actor, on: date, only: str = "") -> QuerySet[Record]:
    """The same as rows; `only` keeps those that are late, due today, or to be published."""
    rows = waiting_for(asker).order_by(F("publish_due_on").asc(nulls_last=True), "waiting_since", "id")
    kept = {"late": Q(publish_due_on__lt=on), "today": Q(publish_due_on=on), "publish": Q(state=State.APPROVED)}
    return rows.filter(kept[only]) if only in kept else rows


def how_many(asker: Actor, most: int) -> HowMany:
    """How many wait, counted no further than one beyond `most`; a figure for reads_people.figures."""
    return HowMany(waiting_for(asker).order_by().values("pk")[: most + 1])


def waiting_for(asker: Actor) -> QuerySet[Record]:
    """The records on which it is the asker's turn: his drafts and returned ones (and nobody's), steps of his duties,
    questions to answer, signed ones to publish; not what another has in hand, nor steps on what he made himself."""
    person = key_behind(asker)
    if person is None:
        return Record.objects.none()
    drafting = Q(state__in=(State.DRAFT, State.RETURNED))
    # What nobody has in hand (handed over by an office system, or its drafter has left) is anyone's who drafts.
    mine = drafting & (Q(handler=person) | Q(handler=None, agency__code__in=_codes(asker, DRAFT)))
    publishing = Q(state=State.APPROVED, agency__code__in=_codes(asker, PUBLISH))
    answering = Q(state=State.ESCALATED, agency__code__in=_codes(asker, ANSWER_ESCALATION))
    wanted = mine | publishing | answering
    # Asked of the index alone: a row of the contents is as long as its text.
    written = Content.objects.filter(made_by=person).values("pk")
    for duty, codes in _duties(asker).items():
        step = Q(state=State.IN_REVIEW, waiting_duty=duty, agency__code__in=codes)
        wanted |= step & (Q(handler=None) | Q(handler=person)) & ~Q(drafter=person) & ~Q(content__in=written)
    # The states are named once more for all kinds together: by them the database finds the few among the many.
    return own(asker).filter(wanted, state__in=VERBS).select_related("drafter", "handler")


def reviewing(asker: Actor) -> QuerySet[Record]:
    """Only the steps of the review chain that wait for the asker."""
    return waiting_for(asker).filter(state=State.IN_REVIEW)


def returned(asker: Actor) -> QuerySet[Record]:
    """What has come back to the asker, the last one first."""
    person = key_behind(asker)
    rows = own(asker).filter(state=State.RETURNED, agency__code__in=_codes(asker, DRAFT))
    mine = Q(handler=person) | Q(drafter=person) | Q(handler=None)
    return rows.filter(mine).order_by("-changed_at") if person is not None else rows.none()


def drafts(asker: Actor) -> QuerySet[Record]:
    """The asker's drafts, the last changed first."""
    person = key_behind(asker)
    rows = own(asker).filter(state=State.DRAFT)
    return (
        rows.filter(Q(handler=person) | Q(drafter=person)).order_by("-changed_at")
        if person is not None
        else rows.none()
    )


def waiting_for_others(asker: Actor) -> QuerySet[Record]:
    """What the asker drafted or submitted and others have now, the longest waiting first."""
    person = key_behind(asker)
    if person is None:
        return Record.objects.none()
    mine = Q(drafter=person) | Q(pk__in=Submission.objects.filter(submitter=person).values("record"))
    states = (State.IN_REVIEW, State.ESCALATED, State.APPROVED)
    return own(asker).filter(mine, state__in=states).order_by("waiting_since", "id")


def to_publish(asker: Actor) -> QuerySet[Record]:
    """Signed records of the units for which the asker publishes, the nearest limit first."""
    rows = own(asker).filter(state=State.APPROVED, agency__code__in=_codes(asker, PUBLISH))
    return rows.order_by(F("publish_due_on").asc(nulls_last=True), "id")


def reviewed_by(asker: Actor, verdict: str = "") -> QuerySet[Review]:
    """The asker's own verdicts, newest first; all, or of one kind (passed, returned, escalated)."""
    person = key_behind(asker)
    rows = Review.objects.filter(person=person, submission__record__in=own(asker).values("pk"))
    rows = rows.select_related("submission__record__agency", "content").order_by("-at")
    if person is None:
        return rows.none()
    return rows.filter(verdict=verdict) if verdict else rows


def counts(asker: Actor, on: date, **beside: Subquery) -> Counts:
    """The figures of the home page, and the others' that are shown beside them, in two questions."""
    mine = (
        waiting_for(asker)
        .order_by()
        .aggregate(
            mine=Count("pk"),
            late=Count("pk", filter=Q(publish_due_on__lt=on)),
            due_today=Count("pk", filter=Q(publish_due_on=on)),
        )
    )
    lists = {
        "returned": returned(asker), "waiting_for_others": waiting_for_others(asker), "to_publish": to_publish(asker)
    }  # fmt: skip
    asked = {name: HowMany(rows.order_by().values("pk")) for name, rows in lists.items()}
    said = figures(asker, **asked, **beside)
    return Counts(
        **mine, **{name: said.get(name) or 0 for name in lists}, beside={name: said.get(name) or 0 for name in beside}
    )


def last_seen_content(asker: Actor, record: Record) -> Content | None:
    """The content on which the asker last gave a verdict on this record, for “changed since my last review”."""
    person: Person | None = person_behind(asker)
    if person is None or not own(asker).filter(pk=record.pk).exists():
        return None
    last = (
        Review.objects.filter(person=person, submission__record=record)
        .select_related("content")
        .order_by("-id")
        .first()
    )
    return last.content if last else None


def _duties(asker: Actor) -> dict[str, list[str]]:
    prefix = as_duty("")
    found: dict[str, list[str]] = {}
    for act, code in asker.grants:
        if act.startswith(prefix) and code != EVERYWHERE:
            found.setdefault(act.removeprefix(prefix), []).append(code)
    return found


def _codes(asker: Actor, act: str) -> list[str]:
    return [code for granted, code in asker.grants if granted == act]


def task_of(row: Record, on: date) -> Task:
    """One row of `waiting_for` as a task."""
    due_on = row.publish_due_on
    return Task(row, VERBS[State(row.state)], due_on, _left(due_on, on), due_on is not None and due_on < on)


def _left(due_on: date | None, on: date) -> int | None:
    if due_on is None:
        return None
    try:
        return Calendars.published().working_days_between(on, due_on)
    except LawError:
        return None
