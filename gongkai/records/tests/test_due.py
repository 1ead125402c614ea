"""By when a record must be public: counted, unknown with a reason, counted later, and again from a change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.due import due_dates, rules_day
from gongkai.records.due_job import count_due_dates
from gongkai.records.models import Publication, Record
from gongkai.records.tests.making import NOW, TODAY, a_draft, a_published, a_said, actors, an_approved, passed_on
from gongkai.units.models import Agency

State = Record.State
WITHHELD = {"mark": "on_request", "mark_reason": "按申请处理。", "class_code": ""}


def test_both_limits_come_with_the_days_that_lead_there() -> None:
    due = due_dates(date(2026, 3, 2), "proactive", TODAY)
    assert due.publish_on == date(2026, 3, 30)
    assert due.handover_on == date(2026, 3, 16)
    assert due.publish is not None
    assert due.publish.counted == 20
    assert due.unknown == ""


@pytest.mark.parametrize(("formed_on", "mark"), [(None, "proactive"), (date(2026, 3, 2), "not_disclosed")])
def test_what_is_not_formed_or_not_for_publication_has_no_limit(formed_on: date | None, mark: str) -> None:
    assert due_dates(formed_on, mark, TODAY) == due_dates(None, "", TODAY)


@pytest.mark.parametrize(("day", "words"), [(date(2026, 12, 30), "还没有录入"), (date(2001, 5, 8), "2001")])
def test_an_unknown_limit_says_why(day: date, words: str) -> None:
    due = due_dates(day, "", TODAY)
    assert due.publish_on is None
    assert words in due.unknown


def test_the_rules_are_those_of_the_day_in_beijing() -> None:
    assert rules_day(NOW.replace(hour=0, minute=30)) == TODAY


def test_missing_limits_are_counted_when_they_can_be(unit: Agency) -> None:
    late, known = a_draft(unit, formed_on="2026-12-30"), a_draft(unit)
    assert late.publish_due_on is None
    Record.objects.filter(pk=known.pk).update(publish_due_on=None, handover_due_on=None)
    assert count_due_dates(NOW) == 1
    known.refresh_from_db()
    assert (known.publish_due_on, known.handover_due_on) == (date(2026, 3, 30), date(2026, 3, 16))
    assert known.edition == 1
    assert count_due_dates(NOW) == 0


def test_a_revision_is_due_from_its_change_and_the_first_limit_stands_when_it_is_given_up(unit: Agency) -> None:
    record = a_published(unit)
    first = record.publish_due_on
    clerk = actors(unit)["clerk"]
    later = NOW + timedelta(days=60)
    revised = change_record(record.pk, record.edition, a_said(title="修订稿"), actor=clerk, now=later)
    assert revised.publish_due_on is not None
    assert revised.publish_due_on > rules_day(later)
    given_up = discard_record(revised.pk, revised.edition, "不修订了", actor=clerk, now=later)
    assert (given_up.state, given_up.publish_due_on) == (State.PUBLISHED, first)


def test_giving_up_a_change_of_a_registered_record_lets_it_stand_again(unit: Agency) -> None:
    record = an_approved(unit, **WITHHELD)
    clerk = actors(unit)["clerk"]
    changed = change_record(record.pk, record.edition, a_said(), actor=clerk, now=NOW)
    assert (changed.state, changed.next_review_on) == (State.DRAFT, None)
    back = discard_record(changed.pk, changed.edition, "维持原属性", actor=clerk, now=NOW)
    back.refresh_from_db()
    assert (back.state, back.mark, back.approved) == (State.REGISTERED, "on_request", back.content)
    assert back.next_review_on == record.next_review_on


def test_giving_up_a_change_of_a_withdrawn_record_leaves_it_withdrawn(unit: Agency) -> None:
    record = a_published(unit)
    clerk = actors(unit)["clerk"]
    changed = change_record(record.pk, record.edition, a_said(title="改"), actor=clerk, now=NOW)
    Publication.objects.filter(record=record).update(
        state=Publication.State.WITHDRAWN, snapshot={}, snapshot_hash="", withdrawn_at=NOW, withdrawn_reason="有误"
    )
    back = discard_record(changed.pk, changed.edition, "不再公开", actor=clerk, now=NOW)
    assert (back.state, back.approved, back.title) == (State.WITHDRAWN, None, record.title)


def test_a_revision_that_stands_in_public_has_the_limit_from_the_forming_again(unit: Agency) -> None:
    record, staff = a_published(unit), actors(unit)
    first, later = record.publish_due_on, NOW + timedelta(days=60)
    said = a_said(title="修订稿")
    record = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=later)
    assert record.publish_due_on is not None and record.publish_due_on != first
    record = submit_record(record.pk, record.edition, actor=staff["clerk"], now=later)
    record = passed_on(record, now=later)
    publish_record(record.pk, change_note="标题有误。", actor=staff["publisher"], now=later)
    record.refresh_from_db()
    assert (record.publish_due_on, record.published_at) == (first, NOW)
