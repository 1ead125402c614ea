"""The one function that publishes: what it writes, what keeps it back, and what a revision is."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.publish_record import Barred, publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Content, Finding, IndexNumber, Publication, PublishOrder, Record, Screening
from gongkai.records.publishing_facts import standing
from gongkai.records.said import Said, hash_of
from gongkai.records.tests import making
from gongkai.units.models import Agency, Duty

pytestmark = pytest.mark.django_db
NOW = making.NOW


def publish(record: Record, note: str = "", **more: object) -> Publication:
    actor = making.actors(record.agency)["publisher"]
    return publish_record(record.pk, change_note=note, actor=actor, now=more.pop("now", NOW), **more)  # type: ignore[arg-type]


def codes(record: Record, note: str = "", now: object = NOW) -> set[str]:
    with pytest.raises(Barred) as caught:
        publish(record, note, now=now)
    return {problem.code for problem in caught.value.problems}


def revised(record: Record, **changes: object) -> Record:
    """The record after a change of what it says, signed again."""
    staff = making.actors(record.agency)
    record.refresh_from_db()
    assert record.content is not None
    said = Said.from_json(record.content.said | changes)
    changed = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=NOW)
    sent = submit_record(changed.pk, changed.edition, actor=staff["clerk"], now=NOW)
    return making.passed_on(sent)


def a_word_file() -> bytes:
    made = Document()
    made.add_paragraph("各村防火责任区一览。")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_signed_record_becomes_public_with_number_and_snapshot(approved: Record) -> None:
    made = publish(approved, edition=approved.edition)
    approved.refresh_from_db()
    assert (approved.state, approved.published_at) == (Record.State.PUBLISHED, NOW)
    assert made.index_number == f"{approved.agency.index_code}-0105-2026-00001"
    assert made.snapshot["title"] == approved.title
    assert made.snapshot["body"].startswith("<p>各村民委员会")
    assert made.snapshot_hash == hash_of(made.snapshot)
    assert [one["code"] for one in made.snapshot["metadata"]] == [
        "index_number", "doc_number", "issuer", "formed_on", "publicity_attribute", "item", "keywords",
    ]  # fmt: skip
    row = JournalEntry.objects.get(act="publish_record")
    assert (row.subject, row.after["index_number"], row.after["late_days"]) == (
        f"record {approved.pk}",
        made.index_number,
        0,
    )


def test_late_is_published_and_told_of_in_the_journal(unit: Agency) -> None:
    record = making.an_approved(unit, formed_on="2026-01-05")
    assert record.publish_due_on is not None and record.publish_due_on < making.TODAY
    publish(record)
    days = (making.TODAY - record.publish_due_on).days
    assert JournalEntry.objects.get(act="publish_record").after["late_days"] == days


def test_only_the_publisher_of_the_unit_publishes(approved: Record) -> None:
    other = making.a_unit("shanyao")
    for actor in (
        *(a for d, a in making.actors(approved.agency).items() if d != "publisher"),
        making.actors(other)["publisher"],
    ):
        with pytest.raises(Refused) as caught:
            publish_record(approved.pk, actor=actor, now=NOW)
        assert caught.value.code == "not-allowed"
    assert not Publication.objects.exists()


def test_an_edition_that_is_past_is_told_by_whom(approved: Record) -> None:
    with pytest.raises(Refused) as caught:
        publish(approved, edition=approved.edition - 1)
    assert caught.value.code == "changed-meanwhile"


def test_the_same_content_is_not_published_twice(approved: Record) -> None:
    publish(approved)
    assert codes(approved) == {"already-published"}
    assert Publication.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted"])
def test_what_is_not_signed_does_not_go_out(request: pytest.FixtureRequest, state: str) -> None:
    record = request.getfixturevalue(state)
    assert {"not-signed", "review-missing"} <= codes(record)


def test_what_is_registered_but_not_proactive_does_not_go_out(unit: Agency) -> None:
    record = making.an_approved(
        unit,
        mark="on_request",
        mark_reason="只涉及特定当事人的权益，由当事人依申请获取。",
        title="关于林权登记情况的答复",
    )
    assert record.state == Record.State.REGISTERED
    assert {"mark-not-public", "not-signed"} <= codes(record)


def test_every_barrier_is_named_at_once(unit: Agency) -> None:
    embargo = (NOW + timedelta(days=3)).isoformat()
    record = making.an_approved(unit, embargo_until=embargo)
    Agency.objects.filter(pk=unit.pk).update(index_code="")
    record = Record.objects.get(pk=record.pk)
    Finding.objects.create(
        content=record.content,
        number=99,
        place="body",
        kind="mobile_phone",
        level="sure",
        excerpt="139",
        sentence="手机号",
    )
    Screening.objects.filter(content=record.content).update(cleaned={})
    assert codes(record) == {"index-agency-code", "publication-embargo", "findings-open"}


def test_an_embargo_ends_to_the_minute(unit: Agency) -> None:
    record = making.an_approved(unit, embargo_until=(NOW + timedelta(hours=2)).isoformat())
    assert codes(record, now=NOW + timedelta(minutes=119)) == {"publication-embargo"}
    assert publish(record, now=NOW + timedelta(hours=2)).version == 1


def test_a_review_by_one_without_the_duty_does_not_count(approved: Record) -> None:
    publisher = making.actors(approved.agency)["publisher"]
    Duty.objects.filter(kind="secrecy_reviewer").delete()
    with pytest.raises(Barred) as caught:
        publish_record(approved.pk, actor=publisher, now=NOW)
    assert [problem.code for problem in caught.value.problems] == ["review-without-duty"]


def test_a_duty_that_ended_after_the_review_still_counts(approved: Record) -> None:
    later = making.TODAY + timedelta(days=1)
    Duty.objects.filter(kind="secrecy_reviewer").update(ends=later, ended_reason="轮岗")
    assert publish(approved, now=NOW + timedelta(days=2)).version == 1


def test_an_attachment_goes_out_as_its_cleaned_copy_only(unit: Agency) -> None:
    data = a_word_file()
    digest = files.keep(data)
    record = making.an_approved(unit, files=[{"name": "责任区一览.docx", "digest": digest, "size": len(data)}])
    made = publish(record)
    cleaned = Screening.objects.get(content=record.content).cleaned[digest]["digest"]
    assert [one["digest"] for one in made.snapshot["files"]] == [cleaned]


def test_a_cleaned_copy_that_was_changed_on_the_disk_stops_it(unit: Agency) -> None:
    data = a_word_file()
    digest = files.keep(data)
    record = making.an_approved(unit, files=[{"name": "责任区一览.docx", "digest": digest, "size": len(data)}])
    cleaned = Screening.objects.get(content=record.content).cleaned[digest]["digest"]
    files.place_of(cleaned).write_bytes(b"something else")
    assert codes(record) == {"file-lost"}


def test_a_revision_keeps_number_and_first_moment_and_needs_a_note(approved: Record) -> None:
    first = publish(approved)
    record = revised(approved, title="关于进一步做好春季森林防火工作的通知")
    assert codes(record) == {"no-change-note"}
    second = publish(record, "标题和部署要求有调整。", now=NOW + timedelta(days=1))
    first.refresh_from_db()
    assert (first.state, second.state) == (Publication.State.REPLACED, Publication.State.PUBLISHED)
    assert (second.version, second.index_number) == (2, first.index_number)
    assert (second.first_published_at, second.published_at) == (NOW, NOW + timedelta(days=1))
    assert [one["note"] for one in second.snapshot["changes"]] == ["", "标题和部署要求有调整。"]
    assert IndexNumber.objects.count() == 1


def test_the_public_page_stays_while_a_revision_is_on_its_way(approved: Record) -> None:
    first = publish(approved)
    revised(approved, title="关于进一步做好春季森林防火工作的通知")
    assert standing(approved) == first


def test_publishing_by_hand_ends_an_order_that_waits(approved: Record) -> None:
    publisher = making.people(approved.agency)["publisher"]
    order = PublishOrder.objects.create(
        record=approved, content=approved.content, at=NOW + timedelta(days=1), by=publisher, made_at=NOW
    )
    publish(approved)
    order.refresh_from_db()
    assert (order.state, order.refusal_code) == (PublishOrder.State.CANCELLED, "published-already")


def test_unknown_law_stops_it(approved: Record, settings: object) -> None:
    settings.INDEX_CLASSES = "nowhere"  # type: ignore[attr-defined]
    assert codes(approved) == {"index-class-code"}


def test_a_content_altered_in_the_database_does_not_go_out(approved: Record) -> None:
    assert approved.content is not None
    stored = approved.content
    altered = Content(record=approved, version=9, said=stored.said | {"title": "别的"}, hash=stored.hash, made_at=NOW)
    altered.save()
    Record.objects.filter(pk=approved.pk).update(content=altered, approved=altered)
    assert "content-altered" in codes(approved)
