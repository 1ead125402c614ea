"""How a paper reached whom it is for: the day that counts, the day it arrived, and what that does to the request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.outcomes import UnknownOutcome
from gongkai.law.service import Service as Judged
from gongkai.law.service import served_in_time, ways
from gongkai.requests import releases
from gongkai.requests.cards import put_file
from gongkai.requests.models import Paper, Request
from gongkai.requests.outcome import Closing, closing_of
from gongkai.requests.papers import REPLY, serving_of
from gongkai.requests.periods import length_in, until_in
from gongkai.requests.releasing import may_be_served
from gongkai.requests.stepping import Doing, step, table_of
from gongkai.requests.subcases import letter_served
from gongkai.units.models import Person

ARRIVES = "signed"


def judged(
    paper: Paper, way: str, days: Mapping[str, date], carrier: str, due: date | None, now: datetime
) -> Judged:  # fmt: skip
    """What the law says to that service. Raises Refused "service", "day-ahead" or "served-before-issue"."""
    issued, today = paper.issued_on, day_of(now)
    if issued is None:
        raise Refused("not-issued", "文书还没有发出，不能登记送达。请先签发、发出。")
    for day in days.values():
        if day > today:
            raise Refused("day-ahead", f"送达日期 {day.isoformat()} 晚于今天，未登记。请填写实际发生的日期。")
        if day < issued:
            raise Refused(
                "served-before-issue", f"送达日期 {day.isoformat()} 早于发出日期 {issued.isoformat()}，未登记。请核对。"
            )
    try:
        return served_in_time(way, days, due, carrier=carrier)
    except LawError as error:
        raise Refused("service", f"{error.sentence.rstrip('。')}。未登记。") from error


def onto_card(request: Request, paper: Paper, now: datetime) -> bool:
    """Put the printed paper with the applicant's card, as the copy that electronic service hands him; True where he
    has one. Letters to others never lie there."""
    if paper.subcase_id is not None or not request.card:
        return False
    name = f"{paper.number or paper.title}.pdf"
    put_file(request.card, request.sealed_card_key, f"paper-{paper.pk}", name, take_private(paper.pdf), now)
    return True


def due_of(request: Request, paper: Paper) -> date | None:
    """The last day the service is held against: that of the reply clock for a reply, none for all others."""
    return request.due_on if paper.kind == REPLY else None


def arrived_on(way: str, days: Mapping[str, date], counts: date) -> date | None:
    """The day it came into the addressee's hands: for what goes by post only once he has signed, else the same day."""
    if ARRIVES in days:
        return days[ARRIVES]
    return None if _travels(way) else counts


def _travels(way: str) -> bool:
    """Whether the day that counts lies before the day of arrival: the rule names a carrier."""
    return any(row.carrier for row in ways().history.get(way, ()))


def move(
    request: Request, paper: Paper, found: Judged, arrived: date | None, *, actor: Actor, person: Person, now: datetime
) -> bool:  # fmt: skip
    """Do what service does in the procedure; True where it did something.

    A reply is served on the day that counts and closes the request. A notice that gives the applicant a period starts
    it when it has arrived; until then nothing runs against him (docs/decisions/D-287).
    """
    if paper.subcase is not None and arrived is not None:
        paper.subcase.request = request
        letter_served(paper.subcase, paper, arrived, person, now)
    act = serving_of(request, paper.kind)
    if not act or not table_of(request).steps_for(request.state, act):
        return False
    if paper.kind == REPLY:
        may_be_served(request, found.served_on)
        doing = Doing(
            act, found.served_on, paper=paper, closing=closing_on(request, found.served_on), in_time=found.in_time
        )
    elif arrived is None or _started(paper):
        return False
    else:
        doing = Doing(act, arrived, paper=paper, length=length_in(paper), until=until_in(paper))
    step(request, doing, actor=actor, person=person, now=now)
    if paper.kind == REPLY:
        releases.give(request, now)
    return True


def closing_on(request: Request, on: date) -> Closing:
    """The one closing of the decisions. Raises Refused "no-outcome"."""
    try:
        return closing_of(list(request.items.all()), on)
    except UnknownOutcome as error:
        raise Refused("no-outcome", error.sentence) from error


def _started(paper: Paper) -> bool:
    """Whether an earlier service of this paper already started the period."""
    return paper.services.filter(arrived_on__isnull=False).exists()
