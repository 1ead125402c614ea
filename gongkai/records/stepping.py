"""From rows to the facts of one step, and what all verdicts write alike."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.duties import excluded_by
from gongkai.law.publicity import mark_of
from gongkai.records.decide import Barrier, steps_from
from gongkai.records.decide_review import Passed, StepFacts
from gongkai.records.due import rules_day
from gongkai.records.models import Content, Finding, Record, Review, Screening, Submission
from gongkai.records.writing import current
from gongkai.units.models import Person
from gongkai.units.powers import as_duty


def open_submission(record: Record) -> Submission:
    """The submission under way. Raises Refused "not-in-review"."""
    found = Submission.objects.filter(record=record, state=Submission.State.OPEN).select_related("content").first()
    if found is None:
        raise Refused("not-in-review", "该信息不在审核中，可能已被收回、退回或者签发。请刷新后查看。")
    return found


def facts_for(
    record: Record, submission: Submission, seen_hash: str, actor: Actor, person: Person, now: datetime
) -> StepFacts:
    """Everything a verdict of this person at the step that is due rests on."""
    content = current(record)
    steps = steps_from(submission.steps)
    step = steps[submission.position] if submission.position < len(steps) else None
    passed = Review.objects.filter(submission=submission, verdict=Review.Verdict.PASSED)
    states = list(Finding.objects.filter(content=content).values_list("state", flat=True))
    return StepFacts(
        state=record.state,
        content_hash=content.hash,
        submitted_hash=submission.content.hash,
        seen_hash=seen_hash,
        steps=steps,
        position=submission.position,
        passed=tuple(Passed(one.position, one.duty, one.person_id, one.content_hash) for one in passed),
        person=person.pk,
        submitter=submission.submitter_id,
        authors=authors(record),
        handler=record.handler_id,
        handler_name=record.handler.name if record.handler else "",
        may=step is not None and actor.may(as_duty(step.duty), record.agency.code),
        publishes=mark_of(record.mark, rules_day(now)).published,
        screened=Screening.objects.filter(content=content).exists(),
        open=states.count(Finding.State.OPEN),
        accepted=states.count(Finding.State.ACCEPTED),
    )


def authors(record: Record) -> frozenset[int]:
    """Everyone who wrote any of what stands there now: all versions after the last earlier one that was signed."""
    version = current(record).version
    signed = Submission.objects.filter(record=record, state=Submission.State.PASSED, content__version__lt=version)
    after = signed.order_by("-content__version").values_list("content__version", flat=True).first() or 0
    rows = record.contents.filter(version__gt=after, version__lte=version).exclude(made_by=None)
    return frozenset(rows.values_list("made_by_id", flat=True))


def excluding(now: datetime) -> partial[Collection[str]]:
    """The law's exclusions between duties on the day of the verdict."""
    return partial(_excluded, on=rules_day(now))


def _excluded(duty: str, on: date) -> Collection[str]:
    return excluded_by(duty, on)


def write_review(
    submission: Submission, content: Content, person: Person, verdict: str, reason: str, now: datetime,
    *, step: str = "", duty: str = "",
) -> Review:  # fmt: skip
    """The verdict's row, bound to the content it was given on. Step and duty are those due, unless named."""
    steps = steps_from(submission.steps)
    due = steps[submission.position] if submission.position < len(steps) else None
    review = Review(
        submission=submission,
        content=content,
        content_hash=content.hash,
        position=submission.position,
        step=step or (due.step if due else ""),
        duty=duty or (due.duty if due else ""),
        verdict=verdict,
        reason=reason.strip(),
        person=person,
        submitter_id=submission.submitter_id,
        author_id=content.made_by_id,
        at=now,
    )
    review.save(force_insert=True)
    return review


def refuse(barrier: Barrier | None) -> None:
    """Raise what stands in the way, if anything does."""
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
