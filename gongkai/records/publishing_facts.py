"""From the rows to the facts on which publishing is decided, and to the snapshot that would be public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from gongkai.kit import files
from gongkai.kit.clock import BEIJING
from gongkai.records import numbering
from gongkai.records.decide import steps_from
from gongkai.records.due import due_dates, rules_day
from gongkai.records.models import Content, Escalation, Finding, Publication, Record, Review, Screening, Submission
from gongkai.records.publishing import FileFacts, Given, PublishingFacts
from gongkai.records.said import Attached, hash_of
from gongkai.records.writing import current, said_of
from gongkai.units.models import Duty

State = Publication.State


def standing(record: Record) -> Publication | None:
    """The version that is public or withdrawn now, or None where there never was one."""
    return Publication.objects.filter(record=record).exclude(state=State.REPLACED).first()


def facts_of(record: Record, now: datetime, change_note: str = "", *, thorough: bool = True) -> PublishingFacts:
    """The facts at that moment. `thorough` reads every attachment again; a list only looks whether it is there."""
    content = current(record)
    said = said_of(content)
    public = standing(record)
    passed = Submission.objects.filter(record=record, state=Submission.State.PASSED).order_by("-round").first()
    signed = passed if passed is not None and passed.content_id == content.pk else None
    reviews = _reviews(record, content)
    states = list(Finding.objects.filter(content=content).values_list("state", flat=True))
    asked = list(
        Escalation.objects.filter(record=record, content=content).order_by("id").values_list("answer", flat=True)
    )
    screening = Screening.objects.filter(content=content).first()
    number_code, number_sentence = ("", "") if hasattr(record, "index_number") else _number_problem(record, now)
    return PublishingFacts(
        now=now,
        said=said,
        state=record.state,
        state_label=record.get_state_display(),
        stored_hash=content.hash,
        computed_hash=hash_of(content.said),
        signed_hash=record.approved.hash if record.approved else "",
        public_hash=public.content_hash if public is not None and public.state == State.PUBLISHED else "",
        was_public=public is not None,
        change_note=change_note,
        steps=steps_from(signed.steps) if signed else (),
        reviews=reviews,
        submitter=signed.submitter_id if signed else 0,
        authors=_authors(record, signed, content),
        signed_on=max((one.on for one in reviews), default=None) if signed else None,
        screened=screening is not None,
        open=states.count(Finding.State.OPEN),
        accepted=states.count(Finding.State.ACCEPTED),
        asked="" in asked,
        forbidden=bool(asked) and asked[-1] == Escalation.Answer.MAY_NOT,
        files=tuple(_files(said.files, screening.cleaned if screening else {}, thorough)),
        number_code=number_code,
        number_sentence=number_sentence,
    )


def due_on(record: Record, now: datetime) -> date | None:
    """By which day this content is to be public: counted from the forming, for a revision from its change."""
    if standing(record) is None:
        return record.publish_due_on
    changed = current(record).made_at.astimezone(BEIJING).date()
    return due_dates(changed, record.mark, rules_day(now)).publish_on


def _number_problem(record: Record, now: datetime) -> tuple[str, str]:
    return numbering.problem_of(record.agency, said_of(current(record)), now)


def _reviews(record: Record, content: Content) -> tuple[Given, ...]:
    rows = Review.objects.filter(content=content, verdict=Review.Verdict.PASSED).order_by("id")
    duties = list(Duty.objects.filter(agency=record.agency, person__in=[row.person_id for row in rows]))
    return tuple(
        Given(
            row.step,
            row.duty,
            row.person_id,
            row.content_hash,
            on := row.at.astimezone(BEIJING).date(),
            any(
                held.person_id == row.person_id
                and held.kind == row.duty
                and held.begins <= on
                and (held.ends is None or on <= held.ends)
                for held in duties
            ),
        )
        for row in rows
    )


def _authors(record: Record, signed: Submission | None, content: Content) -> frozenset[int]:
    """Everyone who wrote any of it after what was signed before."""
    earlier = Submission.objects.filter(record=record, state=Submission.State.PASSED)
    if signed is not None:
        earlier = earlier.filter(round__lt=signed.round)
    before = earlier.order_by("-round").values_list("content__version", flat=True).first() or 0
    rows = record.contents.filter(version__gt=before, version__lte=content.version).exclude(made_by=None)
    return frozenset(pk for pk in rows.values_list("made_by__pk", flat=True))


def _files(attached: Iterable[Attached], cleaned: dict[str, dict[str, object]], thorough: bool) -> Iterable[FileFacts]:
    for one in attached:
        copy = cleaned.get(one.digest)
        yield FileFacts(one.name, copy is not None, copy is not None and _whole(str(copy["digest"]), thorough))


def _whole(digest: str, thorough: bool) -> bool:
    if not thorough:
        return files.place_of(digest).exists()
    try:
        files.take(digest)
    except files.FileLost:
        return False
    return True
