"""The queries by which faces reach one record. `asker` comes first; another unit's record is not there for him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.kit import files, journal
from gongkai.kit.who import Actor
from gongkai.law.publicity import marks
from gongkai.records import sight
from gongkai.records.due import DueDates, due_dates, rules_day
from gongkai.records.locking import OPENED, subject_of
from gongkai.records.models import (
    CannedPhrase,
    Content,
    Escalation,
    Finding,
    JointAgency,
    Record,
    Review,
    Screening,
    Submission,
)
from gongkai.records.said import Said
from gongkai.records.writing import said_of
from gongkai.units.models import Agency
from gongkai.units.powers import READ

visible = sight.visible
is_own = sight.is_own


def record(asker: Actor, record_id: int) -> Record | None:
    """One record with its unit, contents at hand and people, or None where there is none for the asker."""
    rows = visible(asker).select_related("agency", "content", "content__made_by", "approved", "drafter", "handler")
    found = rows.filter(pk=record_id).first()
    if found is not None and found.content is not None:
        found.content.record = found  # the same row: whoever asks for the unit of the content need not fetch it again
    return found


def open_record(asker: Actor, record_id: int, now: datetime) -> Record | None:
    """The same, for showing it whole. Reading what was withheld, or another unit's, is put into the journal."""
    found = record(asker, record_id)
    if found is not None:
        _note_reading(asker, found, now, "")
    return found


def said(asker: Actor, record: Record) -> Said | None:
    """What the record states now, or None where the asker may not see it."""
    shown = current_of(asker, record)
    return said_of(shown) if shown else None


def current_of(asker: Actor, record: Record) -> Content | None:
    """The current version, or None where the asker may not see it."""
    if is_own(asker, record):
        return record.content
    return contents(asker, record).filter(current_of=record).first()


def contents(asker: Actor, record: Record) -> QuerySet[Content]:
    """The versions the asker may see, newest first: all for the own unit, the submitted ones for a co-maker."""
    rows = Content.objects.filter(record=record).select_related("made_by", "record__agency").order_by("-version")
    if is_own(asker, record):
        return rows
    if not visible(asker).filter(pk=record.pk).exists():
        return rows.none()
    return rows.filter(pk__in=Submission.objects.filter(record=record).values("content"))


def file_of(asker: Actor, record: Record, digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of an attachment of a version the asker may see, or of its cleaned copy; else None.

    Raises FileLost when the file store has lost it.
    """
    for content in contents(asker, record).select_related("screening"):
        copies = content.screening.cleaned if hasattr(content, "screening") else {}
        for one in content.said["files"]:
            if digest in (one["digest"], copies.get(one["digest"], {}).get("digest")):
                return one["name"], files.take(digest)
    return None


def open_file(asker: Actor, record: Record, digest: str, now: datetime) -> tuple[str, bytes] | None:
    """The same, with the reading put into the journal as `open_record` does."""
    found = file_of(asker, record, digest)
    if found is not None:
        _note_reading(asker, record, now, digest)
    return found


def submissions(asker: Actor, record: Record) -> QuerySet[Submission]:
    """Every sending of the record, newest first; the own unit's business."""
    rows = Submission.objects.filter(record=record).select_related("submitter", "content").order_by("-round")
    return rows if is_own(asker, record) else rows.none()


def reviews(asker: Actor, record: Record) -> QuerySet[Review]:
    """Every verdict, oldest first; the own unit's business."""
    rows = Review.objects.filter(submission__record=record).select_related("person", "submission", "content")
    return rows.order_by("at", "id") if is_own(asker, record) else rows.none()


def findings(asker: Actor, content: Content) -> QuerySet[Finding]:
    """What the screening pointed at in one content, by number; the own unit's business."""
    rows = Finding.objects.filter(content=content).select_related("person").order_by("number")
    return rows if is_own(asker, content.record) else rows.none()


def screening_of(asker: Actor, content: Content) -> Screening | None:
    """The screening of one content, with the cleaned copies and what could not be looked into."""
    return Screening.objects.filter(content=content).first() if is_own(asker, content.record) else None


def earlier_verdicts(asker: Actor, content: Content) -> dict[int, Finding]:
    """For findings of this content: the last verdict on the same words in an earlier version, by the id of the finding.

    Shown beside the finding; the new version is judged anew.
    """
    if not is_own(asker, content.record):
        return {}
    before = Finding.objects.filter(content__record=content.record, content__version__lt=content.version)
    handled = before.exclude(state=Finding.State.OPEN).select_related("person").order_by("content__version", "number")
    known = {(one.kind, one.excerpt): one for one in handled}
    mine = Finding.objects.filter(content=content)
    return {one.pk: known[one.kind, one.excerpt] for one in mine if (one.kind, one.excerpt) in known}


def escalations(asker: Actor, record: Record) -> QuerySet[Escalation]:
    """The questions put to an authority, oldest first, with their answers; the own unit's business."""
    rows = Escalation.objects.filter(record=record).select_related("person", "recorded_by", "content").order_by("id")
    return rows if is_own(asker, record) else rows.none()


def open_escalations(asker: Actor) -> QuerySet[Escalation]:
    """The questions of the asker's units that still wait for an answer, oldest first."""
    mine = sight.own(asker).values("pk")
    rows = Escalation.objects.filter(record__in=mine, answer="").select_related("record", "record__agency", "person")
    return rows.order_by("at")


def joint_agencies(asker: Actor, record: Record) -> QuerySet[JointAgency]:
    """The co-makers with what they were told and said; for the lead unit and for a co-maker that has been told."""
    rows = JointAgency.objects.filter(record=record).select_related("agency", "seen_by").order_by("agency__code")
    return rows if visible(asker).filter(pk=record.pk).exists() else rows.none()


def joint_records(asker: Actor) -> QuerySet[JointAgency]:
    """Documents of other units in which a unit of the asker is a co-maker, told last first."""
    codes = sight.readable_codes(asker)
    rows = JointAgency.objects.filter(agency__code__in=codes, told_at__isnull=False)
    rows = rows.exclude(record__state__in=sight.UNSEEN_JOINTLY).select_related("record", "record__agency", "agency")
    return rows.order_by("-told_at") if asker.known else rows.none()


def due(asker: Actor, record: Record, now: datetime) -> DueDates:
    """The limits of the record with the days that lead there, or the sentence why a date is unknown."""
    return due_dates(record.formed_on, record.mark, rules_day(now))


def phrases(asker: Actor, agency: Agency, uses: Sequence[str] = ()) -> QuerySet[CannedPhrase]:
    """The canned phrases of a unit and those of all units, by use."""
    rows = CannedPhrase.objects.filter(agency__isnull=True)
    if asker.known and asker.may(READ, agency.code):
        rows |= CannedPhrase.objects.filter(agency=agency)
    return (rows.filter(use__in=uses) if uses else rows).order_by("use", "id")


def _note_reading(asker: Actor, record: Record, now: datetime, digest: str) -> None:
    open_marks = {one.code for one in marks(rules_day(now)) if one.published}
    withheld = bool(record.mark) and record.mark not in open_marks
    if is_own(asker, record) and not withheld:
        return
    with transaction.atomic():
        journal.write(
            record.agency.code,
            act=OPENED,
            subject=subject_of(record.pk),
            before={},
            after={"edition": record.edition, "mark": record.mark, "file": digest},
            reason="查阅",
            actor=asker,
            now=now,
        )
