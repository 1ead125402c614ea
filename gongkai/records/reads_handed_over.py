"""What became of the documents that an office system handed over: for that system alone, by roles and without names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.law.duties import duty_of
from gongkai.law.errors import LawError
from gongkai.law.publicity import mark_of
from gongkai.records.decide import steps_from
from gongkai.records.due import rules_day
from gongkai.records.handed_over import note_reading
from gongkai.records.models import IndexNumber, Publication, Record, Review, Submission
from gongkai.records.reads_path import step_label
from gongkai.records.sight import own
from gongkai.units.systems import prefix_of_actor

Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of the last submission: what it is, which duty performs it, how it stands, and since when."""

    step: str
    label: str
    duty: str
    duty_label: str
    stand: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Fate:
    """A record as its system is told of it. `public` is the current public version or its stub, if there ever was one.

    `decided` is whether the mark stands signed; before that it is only proposed.
    """

    record: Record
    mark_label: str
    decided: bool
    steps: tuple[Passage, ...]
    returned_reason: str
    index_number: str
    public: Publication | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of what became of them, the longest unchanged first; `after` is where the next one begins."""

    fates: tuple[Fate, ...]
    after: Place | None


@action
def look_up(*, key: str, actor: Actor, now: datetime) -> Fate | None:
    """One document by the system's key, or None. The look is journalled."""
    record = _own(actor).filter(source_key=key).first()
    if record is None:
        return None
    note_reading(record, "办公系统查询", actor, now)
    return _fates([record], rules_day(now))[0]


@action
def list_changed(
    *, agency: str, since: datetime | None, after: Place | None, limit: int, actor: Actor, now: datetime
) -> Listing:
    """What changed at or after `since` (None: everything), from behind the place `after`. The look is journalled."""
    rows = _own(actor).order_by("changed_at", "pk")
    if since is not None:
        rows = rows.filter(changed_at__gte=since)
    if after is not None:
        rows = rows.filter(Q(changed_at__gt=after[0]) | Q(changed_at=after[0], pk__gt=after[1]))
    found = list(rows[: limit + 1])
    shown, more = found[:limit], len(found) > limit
    journal.write(
        agency,
        act="list_handed_over",
        subject=f"system {prefix_of_actor(actor)}",
        before={},
        after={"since": since.isoformat() if since else "", "count": len(shown)},
        reason="办公系统查询",
        actor=actor,
        now=now,
    )
    last = (shown[-1].changed_at, shown[-1].pk) if more else None
    return Listing(tuple(_fates(shown, rules_day(now))), last)


def fate_of(asker: Actor, record: Record, on: date) -> Fate | None:
    """The fate of a record just handed over or called back by the asker; None where it is not his to see."""
    row = _own(asker).filter(pk=record.pk).first()
    return _fates([row], on)[0] if row is not None else None


def _own(asker: Actor) -> QuerySet[Record]:
    return own(asker).filter(source_system=prefix_of_actor(asker))


def _fates(records: Sequence[Record], on: date) -> list[Fate]:
    ids = [record.pk for record in records]
    sent: dict[int, Submission] = {}
    for one in Submission.objects.filter(record__in=ids).order_by("round"):
        sent[one.record_id] = one
    verdicts: dict[int, dict[int, Review]] = {}
    for review in Review.objects.filter(submission__in=[one.pk for one in sent.values()]).order_by("id"):
        verdicts.setdefault(review.submission_id, {})[review.position] = review
    rows = Publication.objects.filter(record__in=ids).exclude(state=Publication.State.REPLACED).defer("snapshot")
    public = {one.record_id: one for one in rows}
    numbers = dict(IndexNumber.objects.filter(record__in=ids).values_list("record_id", "number"))
    return [_fate(one, sent.get(one.pk), verdicts, numbers.get(one.pk, ""), public.get(one.pk), on) for one in records]


def _fate(
    record: Record,
    sent: Submission | None,
    verdicts: dict[int, dict[int, Review]],
    number: str,
    public: Publication | None,
    on: date,
) -> Fate:
    given = verdicts.get(sent.pk, {}) if sent else {}
    return Fate(
        record=record,
        mark_label=_mark_label(record.mark, on),
        decided=record.approved_id is not None,
        steps=tuple(_passages(record, sent, given, on)) if sent else (),
        returned_reason=_returned(given.values()) if record.state == Record.State.RETURNED else "",
        index_number=number,
        public=public,
    )


def _passages(record: Record, sent: Submission, given: dict[int, Review], on: date) -> Iterable[Passage]:
    for at, step in enumerate(steps_from(sent.steps)):
        verdict = given.get(at)
        stand = "ahead"
        if verdict is not None and verdict.verdict != Review.Verdict.ESCALATED:
            stand = str(verdict.verdict)
        elif at == sent.position and sent.state == Submission.State.OPEN:
            stand = "escalated" if record.state == Record.State.ESCALATED else "due"
        judged = verdict.at if verdict is not None and stand in ("passed", "returned") else None
        yield Passage(step.step, step_label(step.step, on), step.duty, _duty_label(step.duty, on), stand, judged)


def _returned(given: Iterable[Review]) -> str:
    reasons = [one.reason for one in given if one.verdict == Review.Verdict.RETURNED]
    return reasons[-1] if reasons else ""


def _mark_label(code: str, on: date) -> str:
    try:
        return mark_of(code, on).label
    except LawError:
        return code


def _duty_label(code: str, on: date) -> str:
    try:
        return duty_of(code, on).label
    except LawError:
        return code
