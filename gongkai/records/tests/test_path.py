"""A record's path from the first draft to the signature and back."""

from __future__ import annotations

import pytest

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Content, Record, Review, Submission
from gongkai.records.tests.making import NOW, a_said, a_submitted, actors, an_approved
from gongkai.units.models import Agency, Notice

State = Record.State


def test_a_proactive_record_goes_from_draft_to_signed(approved: Record) -> None:
    approved.refresh_from_db()
    assert approved.state == State.APPROVED
    assert approved.approved_id == approved.content_id
    assert (approved.waiting_step, approved.waiting_duty) == ("", "publisher")
    assert approved.handed_over_at == NOW
    steps = Review.objects.order_by("id").values_list("step", flat=True)
    assert list(steps) == ["secrecy_review", "mark_review", "leader_sign", "office_registration"]
    assert approved.publish_due_on is not None
    assert approved.publish_due_on.isoformat() == "2026-03-30"
    assert list(journal.verify()) == []


def test_a_record_withheld_is_registered_and_not_approved_for_publication(unit: Agency) -> None:
    record = an_approved(unit, mark="on_request", mark_reason="涉及第三方商业信息，按申请处理。", class_code="")
    assert record.state == State.REGISTERED
    assert record.approved_id == record.content_id
    assert record.next_review_on is not None
    assert record.publish_due_on is None


def test_a_change_voids_what_is_under_way(submitted: Record) -> None:
    clerk = actors(submitted.agency)["clerk"]
    changed = change_record(submitted.pk, submitted.edition, a_said(summary="改过。"), actor=clerk, now=NOW)
    assert changed.state == State.DRAFT
    assert Submission.objects.get().state == Submission.State.VOID
    assert changed.waiting_duty == ""


def test_a_change_voids_the_signature(approved: Record) -> None:
    clerk = actors(approved.agency)["clerk"]
    changed = change_record(approved.pk, approved.edition, a_said(title="改过的标题"), actor=clerk, now=NOW)
    changed.refresh_from_db()
    assert (changed.state, changed.approved_id, changed.title) == (State.DRAFT, None, "改过的标题")


def test_saying_the_same_again_changes_nothing(approved: Record) -> None:
    clerk = actors(approved.agency)["clerk"]
    same = change_record(approved.pk, approved.edition, a_said(), actor=clerk, now=NOW)
    assert (same.state, same.edition) == (State.APPROVED, approved.edition)


def test_a_returned_record_goes_round_again(submitted: Record) -> None:
    staff = actors(submitted.agency)
    assert submitted.content is not None
    back = return_record(
        submitted.pk,
        submitted.edition,
        submitted.content.hash,
        "日期有误，请核对。",
        actor=staff["secrecy_reviewer"],
        now=NOW,
    )
    assert (back.state, back.handler) == (State.RETURNED, back.drafter)
    told = Notice.objects.get(person=back.drafter)
    assert (told.title, told.text) == (f"退回：{back.title}", "日期有误，请核对。")
    changed = change_record(back.pk, back.edition, a_said(formed_on="2026-03-03"), actor=staff["clerk"], now=NOW)
    assert changed.state == State.DRAFT


def test_a_draft_without_a_complete_mark_does_not_circulate(unit: Agency) -> None:
    for changes, code in (({"mark": ""}, "mark-missing"), ({"mark": "on_request"}, "mark-reason-missing")):
        with pytest.raises(Refused) as refused:
            a_submitted(unit, **changes)
        assert refused.value.code == code
    assert not Submission.objects.exists()


def test_text_of_a_state_secret_is_never_written_down(unit: Agency) -> None:
    secret = {"mark": "not_disclosed", "ground": "state_secret", "mark_reason": "已定密。", "class_code": ""}
    with pytest.raises(Refused) as refused:
        an_approved(unit, **secret)
    assert refused.value.code == "mark-content-not-here"
    assert not Content.objects.exists()


def test_nobody_submits_nothing(draft: Record) -> None:
    with pytest.raises(Refused, match="没有写明由谁办理"):
        submit_record(draft.pk, draft.edition, actor=None, now=NOW)  # type: ignore[arg-type]  # what a fault would do
    with pytest.raises(Refused, match="从列表重新打开"):
        submit_record(draft.pk + 1, 1, actor=actors(draft.agency)["clerk"], now=NOW)


def test_the_clerk_cannot_pass_his_own(unit: Agency) -> None:
    record = a_submitted(unit)
    assert record.content is not None
    with pytest.raises(Refused) as refused:
        pass_step(record.pk, record.edition, record.content.hash, actor=actors(unit)["clerk"], now=NOW)
    assert refused.value.code == "not-allowed"
