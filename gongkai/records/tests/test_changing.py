"""Two people at one record; what stands after a change; discarding; revisions of what is public."""

from __future__ import annotations

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.discard_record import discard_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.actions.release_record import release_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.take_record import take_record
from gongkai.records.models import Content, Publication, Record, Submission
from gongkai.records.tests.making import (
    NOW,
    a_draft,
    a_person,
    a_published,
    a_said,
    a_submitted,
    a_unit,
    actor,
    actors,
    an_approved,
    people,
)
from gongkai.units.models import Agency
from gongkai.units.powers import DRAFT

State = Record.State


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def test_the_second_of_two_is_told_who_was_first(submitted: Record) -> None:
    staff = actors(submitted.agency)
    seen = submitted.edition
    pass_step(submitted.pk, seen, hash_now(submitted), actor=staff["secrecy_reviewer"], now=NOW)
    with pytest.raises(Refused) as refused:
        recall_record(submitted.pk, seen, "有误", actor=staff["clerk"], now=NOW)
    assert refused.value.code == "changed-meanwhile"
    assert "secrecy_reviewer（tuling镇）于 2026年3月10日 10:00" in refused.value.sentence
    submitted.refresh_from_db()
    assert submitted.waiting_step == "mark_review"


def test_a_reviewer_who_saw_an_older_text_does_not_pass_the_new_one(submitted: Record) -> None:
    staff = actors(submitted.agency)
    seen = hash_now(submitted)
    changed = change_record(submitted.pk, submitted.edition, a_said(summary="改"), actor=staff["clerk"], now=NOW)
    again = submit_record(changed.pk, changed.edition, actor=staff["clerk"], now=NOW)
    with pytest.raises(Refused) as refused:
        pass_step(again.pk, again.edition, seen, actor=staff["secrecy_reviewer"], now=NOW)
    assert refused.value.code == "changed-meanwhile"


def test_a_colleague_who_changed_a_word_cannot_pass_it(unit: Agency) -> None:
    both = a_person(unit, "clerk", "secrecy_reviewer", login="tuling-both")
    record = a_draft(unit)
    changed = change_record(record.pk, record.edition, a_said(summary="改"), actor=actor(both), now=NOW)
    last = change_record(changed.pk, changed.edition, a_said(summary="再改"), actor=actors(unit)["clerk"], now=NOW)
    sent = submit_record(last.pk, last.edition, actor=actors(unit)["clerk"], now=NOW)
    with pytest.raises(Refused) as refused:
        pass_step(sent.pk, sent.edition, hash_now(sent), actor=actor(both), now=NOW)
    assert refused.value.code == "own-content"


def test_what_one_took_in_hand_another_does_not_judge_until_it_is_put_back(unit: Agency) -> None:
    record = a_submitted(unit)
    second = actor(a_person(unit, "secrecy_reviewer", login="tuling-second"))
    first = actors(unit)["secrecy_reviewer"]
    held = take_record(record.pk, actor=first, now=NOW)
    assert held.handler == people(unit)["secrecy_reviewer"]
    for act in (
        lambda: take_record(record.pk, actor=second, now=NOW),
        lambda: pass_step(record.pk, held.edition, hash_now(record), actor=second, now=NOW),
    ):
        with pytest.raises(Refused, match="已由secrecy_reviewer（tuling镇）接办"):
            act()
    released = release_record(record.pk, actor=first, now=NOW)
    passed = pass_step(record.pk, released.edition, hash_now(record), actor=second, now=NOW)
    assert passed.waiting_step == "mark_review"


def test_the_publisher_returns_what_is_signed(approved: Record) -> None:
    staff = actors(approved.agency)
    back = return_record(
        approved.pk, approved.edition, hash_now(approved), "附件缺一页。", actor=staff["publisher"], now=NOW
    )
    back.refresh_from_db()
    assert (back.state, back.approved, back.handler) == (State.RETURNED, None, people(approved.agency)["clerk"])
    assert Submission.objects.get(record=approved).state == Submission.State.RETURNED


def test_recalling_is_for_the_submitter_until_he_has_left(unit: Agency) -> None:
    record = a_submitted(unit)
    successor = a_person(unit, "clerk", login="tuling-successor")
    colleague = actor(successor)
    with pytest.raises(Refused, match="由clerk（tuling镇）送审，未收回"):
        recall_record(record.pk, record.edition, "有误", actor=colleague, now=NOW)
    clerk = people(unit)["clerk"]
    clerk.is_active = False
    clerk.save()
    back = recall_record(record.pk, record.edition, "原经办人已调离", actor=colleague, now=NOW)
    assert (back.state, back.handler) == (State.DRAFT, successor)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_recalling_returning_and_discarding_need_a_reason(unit: Agency, reason: str) -> None:
    staff = actors(unit)
    sent, draft = a_submitted(unit), a_draft(unit)
    for act in (
        lambda: recall_record(sent.pk, sent.edition, reason, actor=staff["clerk"], now=NOW),
        lambda: return_record(sent.pk, sent.edition, hash_now(sent), reason, actor=staff["secrecy_reviewer"], now=NOW),
        lambda: discard_record(draft.pk, draft.edition, reason, actor=staff["clerk"], now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "no-reason"


def test_a_discarded_draft_is_at_its_end(draft: Record) -> None:
    clerk = actors(draft.agency)["clerk"]
    gone = discard_record(draft.pk, draft.edition, "重复起草", actor=clerk, now=NOW)
    assert gone.state == State.DISCARDED
    for act in (
        lambda: change_record(gone.pk, gone.edition, a_said(title="改"), actor=clerk, now=NOW),
        lambda: submit_record(gone.pk, gone.edition, actor=clerk, now=NOW),
        lambda: discard_record(gone.pk, gone.edition, "再次", actor=clerk, now=NOW),
    ):
        with pytest.raises(Refused, match="现为“已作废”状态"):
            act()


def test_a_revision_leaves_the_public_page_alone_and_can_be_given_up(unit: Agency) -> None:
    record = a_published(unit)
    clerk = actors(unit)["clerk"]
    shown = Publication.objects.get(record=record)
    revised = change_record(record.pk, record.edition, a_said(title="修订稿"), actor=clerk, now=NOW)
    assert (revised.state, revised.approved, revised.title) == (State.DRAFT, None, "修订稿")
    assert Publication.objects.get(record=record).snapshot == shown.snapshot
    stands = discard_record(revised.pk, revised.edition, "不修订了", actor=clerk, now=NOW)
    stands.refresh_from_db()
    assert stands.state == State.PUBLISHED
    assert stands.title == a_said().title
    assert (stands.approved, stands.content) == (record.content, record.content)
    assert Content.objects.filter(record=record).count() == 2


def test_a_withdrawn_record_with_a_number_is_not_discarded(unit: Agency) -> None:
    record = a_published(unit)
    clerk = actors(unit)["clerk"]
    changed = change_record(record.pk, record.edition, a_said(title="修订稿"), actor=clerk, now=NOW)
    Publication.objects.filter(record=record).update(state=Publication.State.REPLACED)
    with pytest.raises(Refused, match="索引号不重复使用"):
        discard_record(changed.pk, changed.edition, "作废", actor=clerk, now=NOW)


def test_an_office_system_hands_a_document_over_once(unit: Agency) -> None:
    system = Actor("system:oa", "办公系统", frozenset({(DRAFT, unit.code)}))
    made = create_record(agency=unit, said=a_said(), actor=system, now=NOW, system=("oa", "2026-17"))
    assert (made.drafter, made.source_system, made.source_key) == (None, "oa", "2026-17")
    with pytest.raises(Refused) as refused:
        create_record(agency=unit, said=a_said(), actor=system, now=NOW, system=("oa", "2026-17"))
    assert refused.value.code == "handed-over-already"
    with pytest.raises(Refused) as refused:
        submit_record(made.pk, made.edition, actor=system, now=NOW)
    assert refused.value.code in ("not-a-person", "not-allowed")


def test_what_an_office_system_hands_over_belongs_to_its_drafter(unit: Agency) -> None:
    system = Actor("system:oa", "办公系统", frozenset({(DRAFT, unit.code)}))
    author = a_person(unit, "clerk", "secrecy_reviewer", login="tuling-author")
    made = create_record(agency=unit, said=a_said(), actor=system, now=NOW, system=("oa", "2026-18"), drafter=author)
    assert (made.drafter, made.handler) == (author, author)
    changed = change_record(made.pk, made.edition, a_said(title="改"), actor=system, now=NOW, drafter=author)
    sent = submit_record(changed.pk, changed.edition, actor=actors(unit)["clerk"], now=NOW)
    with pytest.raises(Refused) as refused:
        pass_step(sent.pk, sent.edition, hash_now(sent), actor=actor(author), now=NOW)
    assert refused.value.code == "own-content"


@pytest.mark.django_db
def test_a_unit_that_is_no_more_drafts_nothing() -> None:
    gone = a_unit("gone", ends="2025-01-01")
    gone.refresh_from_db()
    with pytest.raises(Refused, match="已于 2025-01-01 撤销或者更名"):
        create_record(agency=gone, said=a_said(), actor=actors(gone)["clerk"], now=NOW)


def test_a_signed_record_keeps_when_it_first_reached_the_publisher(unit: Agency) -> None:
    record = an_approved(unit)
    assert record.handed_over_at == NOW
