"""How a letter to somebody outside ends: the reply clock goes on from the right day, whoever ends it and when."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.deadline_rules import deadline
from gongkai.law.subcases import Lapse, lapse
from gongkai.requests.allowing import handles
from gongkai.requests.clocks import Entering
from gongkai.requests.decide_subcase import Standing, ends_on, still_waiting
from gongkai.requests.models import Request, SubCase
from gongkai.requests.stepping import Doing, step
from gongkai.requests.subcases import close_clock, kind_of, paused_by, touch
from gongkai.units.models import Person


def standing_of(subcase: SubCase, today: date) -> Standing:
    """The letter as it stands today."""
    due = subcase.clock.due_on if subcase.clock is not None else None
    return Standing(subcase.answered_on, due, today)


def lapse_of(subcase: SubCase) -> Lapse:
    """What the law lets silence count as, by the consequence of the limit that ran. Raises UnknownLaw."""
    assert subcase.clock is not None
    row = deadline(subcase.clock.rule).at(subcase.clock.opened_on)
    return lapse(row.lapse, subcase.request.law_day)


def lapse_silently(subcase: SubCase, today: date) -> None:
    """Write onto the row what silence leads to. Raises Refused "still-time" while the answer may still come."""
    if said := still_waiting(standing_of(subcase, today)):
        raise Refused("still-time", said)
    subcase.state, subcase.answer = SubCase.State.LAPSED, lapse_of(subcase).answer


def end_letter(
    request: Request, subcase: SubCase, on: date, *, actor: Actor, person: Person, now: datetime, act: str
) -> None:  # fmt: skip
    """End the limit of whom it went to, and let the reply clock go on after `on` where it stands still for it.

    Where it does not (withdrawn, ordered again, already ended) only the right to handle is asked. Raises Refused.
    """
    close_clock(subcase, on, Entering(act, person, now))
    subcase.closed_by, subcase.closed_at = person, now
    subcase.save()
    if paused_by(subcase):
        step(request, Doing(kind_of(subcase).close, on, ref=subcase.key), actor=actor, person=person, now=now)
        return
    handles(actor, request.agency.code, kind_of(subcase).label)
    touch(request)


def last_day(subcase: SubCase, today: date) -> date:
    """The day on which it ends when it is ended now, whatever came."""
    return min(ends_on(standing_of(subcase, today)) or today, today)
