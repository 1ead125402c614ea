"""What a reviewer needs: what waits for him and how it stands, and what he may do at the step that is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.review_steps import ReviewStep, review_step
from gongkai.records.decide import Barrier, Step, steps_from
from gongkai.records.decide_review import Onward, decide_passing, decide_person, decide_seen, examining
from gongkai.records.locking import person_behind
from gongkai.records.models import Content, Finding, Record, Review, Submission
from gongkai.records.reads import is_own
from gongkai.records.reads_tasks import reviewing
from gongkai.records.stepping import excluding, facts_for
from gongkai.records.writing import current

ASKED = "已报请上级确定，登记答复后再办理这一步。"


@dataclass(frozen=True, slots=True)
class Standing:
    """The step that is due and where the asker stands to it.

    `barrier` says why he may not judge it at all, `passing` why it cannot be passed now; both empty when nothing stands
    in the way. `examining`: the findings are judged at this step.
    """

    submission: Submission
    step: ReviewStep | None
    code: str
    barrier: str
    passing: str
    examining: bool
    open: int
    accepted: int
    mine: bool

    @property
    def may_judge(self) -> bool:
        """Whether the asker may give a verdict here."""
        return not self.barrier


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One record that waits for the asker's verdict.

    `changed`: it differs from what he last judged. `batch`: why it cannot be passed together with others, or nothing.
    """

    record: Record
    submission: Submission
    open: int
    accepted: int
    changed: bool
    batch: str

    @property
    def version(self) -> str:
        """What the person has before him, to be sent back with the verdict."""
        return f"{self.record.pk}:{self.record.edition}:{self.submission.content.hash}"


def standing(asker: Actor, record: Record, now: datetime) -> Standing | None:
    """What the asker may do with the step that is due, or None where no review is under way or none of his business."""
    person = person_behind(asker)
    sent = Submission.objects.filter(record=record, state=Submission.State.OPEN)
    sent = sent.select_related("content", "submitter")
    submission = sent.first()
    if person is None or submission is None or not is_own(asker, record):
        return None
    facts = facts_for(record, submission, current(record).hash, asker, person, now)
    not_he, seen = decide_person(facts, excluding(now)), decide_seen(facts)
    verdict = decide_passing(facts, excluding(now))
    return Standing(
        submission=submission,
        step=_step(record.waiting_step, now.date()),
        code=record.waiting_step,
        barrier=ASKED if record.state == Record.State.ESCALATED else _beforehand(not_he or seen),
        passing="" if isinstance(verdict, Onward) else _beforehand(verdict),
        examining=facts.position == examining(facts.steps),
        open=facts.open,
        accepted=facts.accepted,
        mine=record.state == Record.State.IN_REVIEW and record.handler_id == person.pk,
    )


def waiting(asker: Actor) -> QuerySet[Record]:
    """The records whose due step waits for the asker, the nearest limit first, then those waiting longest."""
    rows = reviewing(asker).select_related("agency", "content", "drafter", "handler")
    return rows.order_by(F("publish_due_on").asc(nulls_last=True), "waiting_since", "id")


def waiting_rows(asker: Actor, records: Sequence[Record], on: date) -> list[WaitingRow]:
    """Those records with who sent them, what is open and whether they changed since the asker last judged them."""
    keys = [one.pk for one in records]
    sent = Submission.objects.filter(record__in=keys, state=Submission.State.OPEN)
    under_way = {one.record_id: one for one in sent.select_related("submitter", "content")}
    found = _findings([one.content_id for one in records if one.content_id is not None])
    seen = _last_seen(asker, keys)
    rows = []
    for record in records:
        if (submission := under_way.get(record.pk)) is None:
            continue
        opened, accepted = found.get(submission.content_id, (0, 0))
        rows.append(
            WaitingRow(
                record=record,
                submission=submission,
                open=opened,
                accepted=accepted,
                changed=record.pk in seen and seen[record.pk] != submission.content.hash,
                batch=_why_alone(record, submission, opened + accepted, on),
            )
        )
    return rows


def last_sent_content(asker: Actor, record: Record) -> Content | None:
    """The version before the present one that was submitted, to hold the present one against; None for a first one."""
    if not is_own(asker, record) or record.content is None:
        return None
    before = Submission.objects.filter(record=record, content__version__lt=record.content.version)
    last = before.select_related("content").order_by("-round").first()
    return last.content if last else None


def _beforehand(barrier: Barrier | None) -> str:
    """The sentence as said before anything was tried."""
    return barrier.sentence.replace("，未执行", "") if barrier else ""


def _why_alone(record: Record, submission: Submission, findings: int, on: date) -> str:
    step = _step(record.waiting_step, on)
    if step is None:
        return "这一步没有登记规则，须打开后逐件办理。"
    if step.item_by_item:
        return f"{step.label}须逐项进行（{cited(step.cite).words}），不能成批通过。"
    at = examining(_steps(submission))
    if submission.position == at and findings:
        return f"还有 {findings} 处发现项没有处理完，须打开后逐处处理。"
    return ""


def _steps(submission: Submission) -> tuple[Step, ...]:
    return steps_from(submission.steps)


def _step(code: str, on: date) -> ReviewStep | None:
    try:
        return review_step(code, on)
    except LawError:
        return None


def _findings(contents: Collection[int]) -> dict[int, tuple[int, int]]:
    counted = (
        Finding.objects.filter(content__in=contents)
        .values("content")
        .annotate(
            opened=Count("pk", filter=Q(state=Finding.State.OPEN)),
            accepted=Count("pk", filter=Q(state=Finding.State.ACCEPTED)),
        )
    )
    return {one["content"]: (one["opened"], one["accepted"]) for one in counted}


def _last_seen(asker: Actor, keys: Collection[int]) -> dict[int, str]:
    """The hash of the content the asker last judged, by record."""
    person = person_behind(asker)
    if person is None:
        return {}
    rows = Review.objects.filter(person=person, submission__record__in=keys).order_by("pk")
    return dict(rows.values_list("submission__record", "content_hash"))
