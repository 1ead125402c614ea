"""What an action must not do, the database refuses too, whoever asks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gongkai.records.models import Content, IndexNumber, Publication, Record, Review, Submission
from gongkai.records.tests.making import NOW, a_published, a_submitted, an_approved, people
from gongkai.units.models import Agency


def refused(act: Callable[[], object], words: str) -> None:
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        act()


def test_versions_verdicts_and_numbers_are_neither_changed_nor_removed(unit: Agency) -> None:
    a_published(unit)
    for rows, field, words in (
        (Content.objects.all(), "hash", "versions of a record"),
        (Review.objects.all(), "reason", "verdicts are never"),
        (IndexNumber.objects.all(), "number", "index numbers are never"),
    ):
        refused(lambda rows=rows, field=field: rows.update(**{field: "x"}), words)
        refused(lambda rows=rows: rows._raw_delete(rows.db), words)


@pytest.mark.parametrize("field", ["content_hash", "index_number", "snapshot_hash"])
def test_a_public_snapshot_is_not_rewritten(unit: Agency, field: str) -> None:
    a_published(unit)
    refused(lambda: Publication.objects.update(**{field: "x"}), "never rewritten")
    refused(lambda: Publication.objects.update(snapshot={"title": "改"}), "never rewritten")
    refused(lambda: Publication.objects.all()._raw_delete("default"), "never rewritten")


def test_a_snapshot_may_be_emptied_and_its_standing_changed(unit: Agency) -> None:
    a_published(unit)
    Publication.objects.update(state=Publication.State.REPLACED, validity_links=[])
    Publication.objects.update(snapshot={}, snapshot_hash="")
    assert Publication.objects.get().snapshot == {}


def review_by(record: Record, person_id: int) -> Review:
    sent = Submission.objects.get(record=record)
    return Review(
        submission=sent, content=sent.content, content_hash=sent.content.hash, position=0, step="secrecy_review",
        duty="secrecy_reviewer", verdict="passed", person_id=person_id, submitter=sent.submitter,
        author=sent.content.made_by, at=NOW,
    )  # fmt: skip


def test_nobody_judges_what_he_submitted_or_wrote(unit: Agency) -> None:
    record = a_submitted(unit)
    clerk = people(unit)["clerk"].pk
    refused(lambda: review_by(record, clerk).save(force_insert=True), "review_not_by_the_(submitter|author)")


def test_a_step_is_passed_once(unit: Agency) -> None:
    record = a_submitted(unit)
    review_by(record, people(unit)["secrecy_reviewer"].pk).save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        review_by(record, people(unit)["disclosure_office"].pk).save(force_insert=True)


def test_an_approval_is_of_the_content_that_stands(unit: Agency) -> None:
    record = an_approved(unit)
    other = Content(record=record, version=2, said={}, hash="0" * 64, made_at=NOW)
    other.save(force_insert=True)
    refused(lambda: Record.objects.update(content=other), "record_approval_is_of_this_content")
    refused(lambda: Record.objects.update(approved=None), "record_stands_on_approval")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "approved"}, "record_stands_on_approval"),
        ({"state": "published"}, "record_(stands_on_approval|public_only_if_proactive)"),
        ({"mark": ""}, "record_marked_before_review"),
        ({"mark": "not_disclosed"}, "record_withheld_with_ground"),
    ],
)
def test_a_record_under_review_does_not_become_what_it_is_not(unit: Agency, change: dict[str, str], name: str) -> None:
    a_submitted(unit)
    refused(lambda: Record.objects.update(**change), name)


def test_one_submission_is_under_way_at_a_time(unit: Agency) -> None:
    record = a_submitted(unit)
    sent = Submission.objects.get(record=record)
    again = Submission(record=record, content=sent.content, round=2, steps=[], submitter=sent.submitter, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
