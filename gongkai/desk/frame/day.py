"""A person's day: the figures, the tasks, what came back and what others have, in the words the home page needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, gettext_lazy

from gongkai.desk.frame.clocks import Clock, clock_of, waiting
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars, DayKind
from gongkai.law.errors import LawError
from gongkai.records import reads, reads_tasks
from gongkai.records.due import rules_day
from gongkai.records.models import Record, Review
from gongkai.records.reads_imports import Standing, under_way
from gongkai.records.reads_path import step_label

PAGE = 20
# The verb of each kind of task, and the page on which it is done.
VERBS = {
    "submit": (gettext_lazy("继续起草"), "edit"),
    "mend": (gettext_lazy("修改并重报"), "edit"),
    "review": (gettext_lazy("审核"), "review"),
    "answer": (gettext_lazy("登记答复"), "review"),
    "publish": (gettext_lazy("发布"), "publish"),
}
ONLY = ("late", "today", "mine", "publish")


@dataclass(frozen=True, slots=True)
class Row:
    """One task as the list shows it."""

    record: Record
    clock: Clock | None
    why: str
    step: str
    verb: str
    address: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One record that others have now."""

    record: Record
    clock: Clock


@dataclass(frozen=True, slots=True)
class Back:
    """One record that came back, with the verdict that sent it; None where the verdict is not the asker's to see."""

    record: Record
    review: Review | None


@dataclass(frozen=True, slots=True)
class Day:
    """All of the home page. `kind` is the day in the calendar, None for a year not entered."""

    on: date
    kind: DayKind | None
    counts: reads_tasks.Counts
    page: Page[Record]
    rows: list[Row]
    returned: list[Back]
    others: list[Waiting]
    imports: list[Standing]


class Known(Paginator):  # type: ignore[type-arg]
    """Pages of rows whose number is known already."""

    def __init__(self, rows: QuerySet[Record], size: int, count: int) -> None:
        super().__init__(rows, size)
        self.known = count

    @property
    def count(self) -> int:
        """What was counted for the figures above."""
        return self.known


def day_of(asker: Actor, now: datetime, only: str = "", page: str = "", **beside: Subquery) -> Day:
    """The day of the asker; `only` narrows the tasks to late ones, those due today, or those to publish.

    Tasks come a page of PAGE at a time. `beside` are others' figures, to be found in `counts.beside`."""
    on = rules_day(now)
    counts = reads_tasks.counts(asker, on, **beside)
    known = {"late": counts.late, "today": counts.due_today, "publish": counts.to_publish}
    shown = Known(reads_tasks.in_order(asker, on, only), PAGE, known.get(only, counts.mine)).get_page(page)
    return Day(
        on,
        _kind(on),
        counts,
        shown,
        [row_of(reads_tasks.task_of(record, on), on) for record in shown],
        [_back(asker, one) for one in reads_tasks.returned(asker)[:5]],
        [_waiting(one, on, now) for one in reads_tasks.waiting_for_others(asker)[:10]],
        list(under_way(asker)),
    )


def row_of(task: reads_tasks.Task, on: date) -> Row:
    """One task in words."""
    words, page = VERBS[task.verb]
    record = task.record
    return Row(
        record, clock_of(task.due_on, on), _why(record), step_of(record, on), str(words), _address(page, record.pk)
    )


def step_of(record: Record, on: date) -> str:
    """What the record waits for: the step of its chain, else its state."""
    return step_label(record.waiting_step, on) if record.waiting_step else record.get_state_display()


def _why(record: Record) -> str:
    if record.state == Record.State.RETURNED:
        return gettext("退回后未重报")
    if record.state == Record.State.IN_REVIEW and record.drafter:
        return gettext("%(name)s 送审") % {"name": record.drafter.name}
    if record.source_system and record.handler is None:
        return gettext("由办公系统移送")
    return record.doc_number


def _back(asker: Actor, record: Record) -> Back:
    verdicts = reads.reviews(asker, record).filter(verdict=Review.Verdict.RETURNED)
    return Back(record, verdicts.last())


def _waiting(record: Record, on: date, now: datetime) -> Waiting:
    days = (on - rules_day(record.waiting_since)).days if record.waiting_since else 0
    step = gettext("发布") if record.state == Record.State.APPROVED else step_of(record, on)
    facts = {"step": step, "days": days}
    return Waiting(
        record, waiting(gettext("等%(step)s %(days)d 日") % facts if days else gettext("等%(step)s") % facts)
    )


def _kind(on: date) -> DayKind | None:
    try:
        return Calendars.published().kind_of(on)
    except LawError:
        return None


def _address(name: str, record_id: int) -> str:
    try:
        return reverse(f"desk:{name}", args=(record_id,))
    except NoReverseMatch:
        return reverse("desk:record", args=(record_id,))
