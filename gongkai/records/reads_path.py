"""What happened to a record, in order: the chain with who and when, the mark's trail, the history of acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.review_steps import review_step
from gongkai.records.chains import chain_of, default_chain
from gongkai.records.decide import Step, steps_from
from gongkai.records.due import rules_day
from gongkai.records.models import Content, Record, Review, ReviewChain, Submission
from gongkai.records.reads import contents, current_of, escalations, is_own, reviews, submissions
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Duty, Person
from gongkai.units.powers import READ

MARK_REVIEW, LEADER_SIGN = "mark_review", "leader_sign"


@dataclass(frozen=True, slots=True)
class MarkTrail:
    """Who proposed, checked and decided the publicity mark of one content, and when (《条例》第十七条)."""

    content: Content
    proposer: Person | None = None
    proposed_at: datetime | None = None
    checker: Person | None = None
    checked_at: datetime | None = None
    decider: Person | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a submission: what it is, who holds the duty or passed it, and how it stands.

    `stand`: passed, due, ahead, returned or escalated.
    """

    position: int
    step: str
    label: str
    duty: str
    stand: str
    review: Review | None
    holders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: a code, when, who, and the reason or note given."""

    at: datetime
    what: str
    who: str
    words: str
    content: Content | None = None
    step: str = ""


def mark_trail(asker: Actor, record: Record, content: Content | None = None) -> MarkTrail | None:
    """The trail for one content (the current one if none is named), or None where the asker may not see it."""
    shown = contents(asker, record).filter(pk=content.pk).first() if content else current_of(asker, record)
    if shown is None:
        return None
    sent = (
        Submission.objects.filter(record=record, content=shown).select_related("submitter").order_by("-round").first()
    )
    if sent is None:
        return MarkTrail(shown)
    passed = Review.objects.filter(submission=sent, verdict=Review.Verdict.PASSED, content_hash=shown.hash)
    by = {one.step: one for one in passed.select_related("person")}
    checked, signed = by.get(MARK_REVIEW), by.get(LEADER_SIGN)
    return MarkTrail(
        shown,
        sent.submitter,
        sent.at,
        checked.person if checked else None,
        checked.at if checked else None,
        signed.person if signed else None,
        signed.at if signed else None,
    )


def stages(asker: Actor, record: Record, on: date) -> tuple[Stage, ...]:
    """The chain of the last submission step by step, with who passed each and who holds the duty of each today."""
    sent = submissions(asker, record).first()
    if sent is None:
        return ()
    sent.record = record
    verdicts: dict[int, Review] = {}
    for one in Review.objects.filter(submission=sent).select_related("person").order_by("id"):
        verdicts[one.position] = one
    steps = steps_from(sent.steps)
    holding = holders(record.agency, [step.duty for step in steps], on)
    return tuple(
        Stage(
            at,
            step.step,
            step_label(step.step, on),
            step.duty,
            _stand(at, sent, verdicts.get(at)),
            verdicts.get(at),
            holding[step.duty],
        )
        for at, step in enumerate(steps)
    )


def history(asker: Actor, record: Record) -> list[Event]:
    """Everything that happened on the record's path, oldest first; a co-maker sees only the submitted versions."""
    events = [
        Event(one.made_at, "content", one.made_by.name if one.made_by else "", "", one)
        for one in contents(asker, record)
    ]
    events += [
        Event(one.at, "submitted", one.submitter.name, one.note, one.content) for one in submissions(asker, record)
    ]
    events += [
        Event(one.at, one.verdict, one.person.name, one.reason, one.content, one.step) for one in reviews(asker, record)
    ]
    for one in escalations(asker, record):
        if one.recorded_at is not None:
            who = one.recorded_by.name if one.recorded_by else ""
            events.append(Event(one.recorded_at, f"answered_{one.answer}", who, one.answer_text, one.content))
    if is_own(asker, record):
        events += [Event(one.published_at, "published", "", one.change_note) for one in record.publications.all()]
        events += [
            Event(one.withdrawn_at, "withdrawn", "", one.withdrawn_reason)
            for one in record.publications.all()
            if one.withdrawn_at is not None
        ]
    return sorted(events, key=lambda event: event.at)


def chain_for(asker: Actor, agency: Agency, now: datetime) -> tuple[tuple[Step, ...], bool]:
    """The chain submissions of that unit go along, and whether it is the unit's own (else the law's)."""
    own = chain_of(agency)
    return (own, True) if own else (default_chain(rules_day(now)), False)


def chain_history(asker: Actor, agency: Agency) -> list[ReviewChain]:
    """The chains the unit has had, newest first; the own unit's business."""
    if not asker.known or not asker.may(READ, agency.code):
        return []
    return list(ReviewChain.objects.filter(agency=agency).select_related("set_by").order_by("-set_at", "-id"))


def holders(agency: Agency, duties: list[str], on: date) -> dict[str, tuple[Person, ...]]:
    """Who holds each of the duties in the unit on that day."""
    found: dict[str, list[Person]] = {duty: [] for duty in duties}
    rows = Duty.objects.filter(holds(on), agency=agency, kind__in=found, person__is_active=True).select_related(
        "person"
    )
    for row in rows.order_by("person__login"):
        found[row.kind].append(row.person)
    return {duty: tuple(dict.fromkeys(persons)) for duty, persons in found.items()}


def step_label(code: str, on: date) -> str:
    """The step's name in the law's rows of that day; its code where that day does not know it."""
    try:
        return review_step(code, on).label
    except LawError:
        return code


def _stand(position: int, sent: Submission, verdict: Review | None) -> str:
    if verdict is not None and verdict.verdict != Review.Verdict.ESCALATED:
        return str(verdict.verdict)
    if position == sent.position and sent.state == Submission.State.OPEN:
        return "escalated" if sent.record.state == Record.State.ESCALATED else "due"
    return "ahead"
