"""The clocks of a dispute: the request's, under the ref of the case, by the limits its course names."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from gongkai.disputes.locking import ref_of
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.dispute_words import order_periods, order_rules
from gongkai.law.disputes import Course, course_on
from gongkai.law.errors import LawError
from gongkai.requests import clocks
from gongkai.requests.clocks import Entering
from gongkai.requests.models import Clock
from gongkai.requests.telling import told
from gongkai.units.models import Person


def course_of(dispute: Dispute) -> Course:
    """The limits of the case, of the law on the day it was filed. Raises Refused with the law's sentence."""
    try:
        return course_on(dispute.kind, dispute.filed_on, dispute.instance)
    except LawError as error:
        raise Refused("clock-unknown-law", error.sentence) from error


def limits_of(dispute: Dispute) -> tuple[str, str]:
    """The limit of the defence and of the decision, by the procedure it runs in. Raises Refused "no-summary"."""
    course = course_of(dispute)
    if dispute.summary and not course.summary_decision:
        raise Refused("no-summary", f"{course.title}在案件提出时没有简易程序，未登记。请选择普通程序。")
    return course.limits(dispute.summary)


def running(dispute: Dispute, rule: str) -> Clock | None:
    """The clock of that limit that is not closed, the latest."""
    return clocks.running(dispute.request, rule, ref_of(dispute))


def start(dispute: Dispute, rule: str, on: date, act: str, person: Person, now: datetime) -> Clock:
    """Start a limit of the case on that day; one that runs already is not started twice."""
    found = running(dispute, rule)
    if found is not None:
        return found
    return clocks.open_clock(dispute.request, rule, on, Entering(act, person, now), ref=ref_of(dispute))


def enter(dispute: Dispute, rule: str, entry: Entry, act: str, person: Person, now: datetime) -> None:
    """Write an entry into a running limit of the case; nothing where it does not run."""
    found = running(dispute, rule)
    if found is not None:
        clocks.enter(found, entry, Entering(act, person, now))


def close(dispute: Dispute, rule: str, on: date, act: str, person: Person, now: datetime) -> None:
    """End a limit of the case on that day."""
    found = running(dispute, rule)
    if found is not None:
        day = max(on, clocks.last_day_entered(found))
        clocks.enter(found, Entry(EntryKind.CLOSE, day), Entering(act, person, now))


def close_all(dispute: Dispute, on: date, act: str, person: Person, now: datetime) -> None:
    """End every limit of the case except those that follow from a ruling."""
    own = Q(ref=ref_of(dispute)) | Q(ref__startswith=f"{ref_of(dispute)}#")
    for clock in dispute.request.clocks.filter(own, closed_on=None).exclude(rule__in=order_rules()).order_by("id"):
        close(dispute, clock.rule, on, act, person, now)


def order(dispute: Dispute, on: date, act: str, person: Person, now: datetime) -> None:
    """Start the period that the ruling sets, and let it lead an open request (docs/decisions/D-297)."""
    if dispute.orders_length is None:
        return
    rule = order_periods()[dispute.orders_unit].ref
    clock = start(dispute, rule, on, act, person, now)
    entry = Entry(EntryKind.SET, on, length=dispute.orders_length, paper=dispute.decision_number)
    clocks.enter(clock, entry, Entering(act, person, now))
    dispute.orders_due_on = clock.due_on
    settle(dispute, now)


def settle(dispute: Dispute, now: datetime) -> None:
    """Repeat on the request which clock leads it now."""
    request = dispute.request
    before = (request.due_on, request.clock_state)
    clocks.settle(request)
    if (request.due_on, request.clock_state) != before:
        request.version += 1
        request.save()
        told(request, now=now)
