"""One sub-case: held still, named, its letter out, its clock, its people told. What may be done with it: actions/.

A letter's pause of the reply clock and its end go through the gate with the sub-case's key as `ref`; the limit of whom
it went to is a clock of its own, started by the day it reached him (docs/decisions/D-275).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.subcases import SubCaseKind, subcase_kind
from gongkai.requests import clocks
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Clock, Paper, Request, SubCase
from gongkai.requests.periods import length_in
from gongkai.units.acting import PERSON, holds
from gongkai.units.models import Duty, Person
from gongkai.units.notices import tell
from gongkai.units.powers import ANSWER_SUBCASES, HANDLE_REQUESTS, POWERS, as_duty

NOT_THERE = "没有这项会商或者交办，或者它不是交给你或者你任职的单位的。请从列表重新打开。"
# In another unit its letter goes to those who handle requests there, not to everybody who may answer one.
HANDLERS = tuple(duty for duty, acts in POWERS.items() if HANDLE_REQUESTS in acts)


def kind_of(subcase: SubCase) -> SubCaseKind:
    """The rules of its kind, as they stood when the request came."""
    return subcase_kind(subcase.kind, subcase.request.law_day)


def lock_subcase(subcase_id: int, seen: int | None = None) -> tuple[Request, SubCase]:
    """The request and its sub-case, both held; `seen` is the request's version the person had before him.

    Raises Refused "no-subcase", "changed-meanwhile".
    """
    at = SubCase.objects.filter(pk=subcase_id).values_list("request_id", flat=True).first()
    if at is None:
        raise Refused("no-subcase", NOT_THERE)
    request = lock_request(at, seen)
    subcase = SubCase.objects.select_for_update(of=("self",)).select_related("clock", "agency", "person").get(
        pk=subcase_id
    )  # fmt: skip
    subcase.request = request
    return request, subcase


def next_key(request: Request) -> str:
    """`s1`, `s2` … within the request."""
    return f"s{request.subcases.count() + 1}"


def touch(request: Request) -> None:
    """Count a change of a sub-case as a change of its request, for those who have the page open."""
    clocks.settle(request)
    request.version += 1
    request.save()


def letter_out(subcase: SubCase, paper: Paper, on: date, person: Person | None, now: datetime) -> None:
    """Its letter was issued on that day: from now on the answer is waited for. A unit on the platform is told at once.

    The pause of the reply clock is the gate's, in the issuing. Any other paper of a sub-case (a notice to the third
    party or the applicant) changes nothing here. Raises Refused "letter-out-already".
    """
    kind = kind_of(subcase)
    if paper.kind == kind.notice:
        subcase.told_on = on
        subcase.save(update_fields=["told_on"])
    if paper.kind != kind.letter:
        return
    if subcase.state != SubCase.State.DRAFT:
        raise Refused("letter-out-already", f"“{subcase.party}”的函已经发出，未再发。要重新征求意见，请另开一项。")
    subcase.state, subcase.sent_on = SubCase.State.OPEN, on
    subcase.save(update_fields=["state", "sent_on"])
    tell_asked(subcase, f"{subcase.request.agency.name}来函：{kind.label}", now)


def start_clock(subcase: SubCase, rule: str, on: date, entering: Entering) -> Clock:
    """Start the limit of whom it went to; where the agency sets the length, by the working days its letter gives.

    Raises Refused with the law's sentence.
    """
    clock = clocks.open_clock(subcase.request, rule, on, entering, ref=subcase.key)
    if clock.due_on is None:
        letter = subcase.papers.filter(kind=kind_of(subcase).letter, state=Paper.State.ISSUED).order_by("-id").first()
        if letter is not None and (length := length_in(letter)) is not None:
            clocks.enter(clock, Entry(EntryKind.SET, on, length=length, paper=letter.number), entering)
    subcase.clock = clock
    return clock


def arrived(subcase: SubCase, on: date, entering: Entering) -> None:
    """The letter (or the report) reached whom it was sent to on that day: his limit runs from it."""
    kind = kind_of(subcase)
    subcase.received_on = on
    close_clock(subcase, on, entering)
    start_clock(subcase, kind.then_clock or kind.clock, on, entering)
    subcase.save(update_fields=["received_on", "clock"])


def letter_served(subcase: SubCase, paper: Paper, on: date, person: Person | None, now: datetime) -> None:
    """Its letter was served, as the proof of service says, on that day; a day already written down stands."""
    if paper.kind == kind_of(subcase).letter and subcase.state == SubCase.State.OPEN and subcase.received_on is None:
        arrived(subcase, on, Entering("serve_paper", person, now))


def close_clock(subcase: SubCase, on: date, entering: Entering) -> None:
    """End the limit of whom it went to, if it runs."""
    if subcase.clock is not None and subcase.clock.closed_on is None:
        clocks.enter(subcase.clock, Entry(EntryKind.CLOSE, max(on, subcase.clock.opened_on)), entering)


def paused_by(subcase: SubCase) -> bool:
    """Whether the reply clock stands still for this letter."""
    clock = clocks.running(subcase.request, clocks.REPLY)
    if clock is None:
        return False
    entries = [one for one in clocks.ledger(clock) if one.ref == subcase.key]
    return bool(entries) and entries[-1].kind is EntryKind.PAUSE


def asked_people(subcase: SubCase, on: date) -> list[Person]:
    """Whom it is put to on this platform: the named person, the asked unit's handlers, the unit's reviewers; nobody
    where it went outside, or to a section without a person here."""
    kind = kind_of(subcase)
    if subcase.person is not None:
        return [subcase.person]
    if subcase.agency_id is None and not kind.judges:
        return []
    if subcase.agency_id is not None:
        duties = Duty.objects.filter(holds(on), agency_id=subcase.agency_id, kind__in=HANDLERS)
    else:
        duties = Duty.objects.filter(holds(on), agency=subcase.request.agency, kind__in=kind.duties)
    return list(Person.objects.filter(Q(pk__in=duties.values("person")), is_active=True).order_by("login"))


def tell_asked(subcase: SubCase, title: str, now: datetime, text: str = "") -> None:
    """Leave a message for everybody it is put to. Nothing of the applicant stands in it."""
    words = text or subcase.question
    for person in asked_people(subcase, day_of(now)):
        tell(person, title, text=words, address=reverse("desk:subcase", args=(subcase.pk,)), now=now)


def tell_handler(subcase: SubCase, title: str, now: datetime, text: str = "") -> None:
    """Leave a message for who handles the request, or who opened the sub-case."""
    person = subcase.request.handler or subcase.made_by
    address = reverse("desk:request-subcases", args=(subcase.request_id,))
    tell(person, title, text=text, address=address, now=now)


def is_asked(actor: Actor, subcase: SubCase) -> bool:
    """Whether the actor is the one asked, or answers for the unit asked; for a review, by his duty in the own unit."""
    home = subcase.request.agency.code
    if subcase.person is not None:
        return actor.id == PERSON + subcase.person.login and actor.may(ANSWER_SUBCASES, home)
    if subcase.agency is not None:
        return actor.may(ANSWER_SUBCASES, subcase.agency.code)
    kind = kind_of(subcase)
    return bool(kind.judges) and any(actor.may(as_duty(duty), home) for duty in kind.duties)


def subcase_facts(subcase: SubCase) -> dict[str, Any]:
    """What the journal holds of a sub-case: who was asked what kind of thing and where it stands, not the texts."""
    return {
        "key": subcase.key, "kind": subcase.kind, "state": subcase.state, "answer": subcase.answer,
        "asked": subcase.agency.code if subcase.agency else (subcase.person.login if subcase.person else "outside"),
        "sent_on": _day(subcase.sent_on), "received_on": _day(subcase.received_on),
        "answered_on": _day(subcase.answered_on), "reasonable": subcase.reasonable,
        "public_interest": subcase.public_interest,
    }  # fmt: skip


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""
