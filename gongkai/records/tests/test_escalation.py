"""When secrecy is unsure an authority is asked, and its answer decides (《条例》第十七条第三款)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.records import reads, reads_path
from gongkai.records.actions.answer_escalation import answer_escalation
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.escalate_record import escalate_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.recall_record import recall_record
from gongkai.records.models import Escalation, Record, Submission
from gongkai.records.tests.making import NOW, TODAY, a_person, a_said, a_submitted, actor, actors
from gongkai.units.models import Agency

State = Record.State
LATER = NOW + timedelta(days=3)
ANSWERED = LATER.date()


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


@pytest.fixture
def asked(unit: Agency) -> Record:
    """A record on which the secrecy reviewer has asked the authority."""
    record = a_submitted(unit)
    reviewer = actors(unit)["secrecy_reviewer"]
    escalate_record(record.pk, record.edition, hash_now(record), "区保密局", "附表能否公开", actor=reviewer, now=NOW)
    record.refresh_from_db()
    return record


def answer(record: Record, said: str, on: date = ANSWERED, text: str = "经研究，意见如下。") -> Record:
    reviewer = actors(record.agency)["secrecy_reviewer"]
    return answer_escalation(record.pk, said, "泉港保函〔2026〕3号", text, on, actor=reviewer, now=LATER)


def test_the_step_halts_while_the_question_is_open(asked: Record) -> None:
    staff = actors(asked.agency)
    assert (asked.state, asked.waiting_step) == (State.ESCALATED, "secrecy_review")
    for act in (
        lambda: pass_step(asked.pk, asked.edition, hash_now(asked), actor=staff["secrecy_reviewer"], now=NOW),
        lambda: change_record(asked.pk, asked.edition, a_said(title="改"), actor=staff["clerk"], now=NOW),
        lambda: recall_record(asked.pk, asked.edition, "有误", actor=staff["clerk"], now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code in ("not-in-review", "wrong-state")
    assert [one.asked_of for one in reads.open_escalations(staff["secrecy_reviewer"])] == ["区保密局"]
    stands = [stage.stand for stage in reads_path.stages(staff["clerk"], asked, TODAY)]
    assert stands == ["escalated", "ahead", "ahead", "ahead"]


def test_what_may_be_disclosed_goes_on_at_the_step_that_asked(asked: Record) -> None:
    record = answer(asked, "may")
    assert (record.state, record.waiting_step) == (State.IN_REVIEW, "secrecy_review")
    reviewer = actors(record.agency)["secrecy_reviewer"]
    passed = pass_step(record.pk, record.edition, hash_now(record), actor=reviewer, now=LATER)
    assert passed.waiting_step == "mark_review"


def test_what_may_not_goes_back_with_the_answer_as_the_reason(asked: Record) -> None:
    record = answer(asked, "may_not", text="附表二属于工作秘密。")
    assert (record.state, record.handler) == (State.RETURNED, record.drafter)
    assert Submission.objects.get().state == Submission.State.RETURNED
    clerk = actors(record.agency)["clerk"]
    events = [(one.what, one.words) for one in reads_path.history(clerk, record)]
    assert ("returned", "区保密局答复不得公开：附表二属于工作秘密。") in events
    assert list(reads.open_escalations(clerk)) == []


@pytest.mark.parametrize(
    ("said", "on", "text", "code"),
    [
        ("perhaps", TODAY, "可以", "answer-unknown"),
        ("may", TODAY, "  ", "answer-empty"),
        ("may", TODAY - timedelta(days=1), "可以", "answer-day"),
        ("may", LATER.date() + timedelta(days=1), "可以", "answer-day"),
    ],
)
def test_an_answer_is_whole_or_not_entered(asked: Record, said: str, on: date, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        answer(asked, said, on, text)
    assert refused.value.code == code
    assert Escalation.objects.get().answer == ""


def test_without_a_question_there_is_no_answer(unit: Agency) -> None:
    with pytest.raises(Refused, match="没有等待答复的报请"):
        answer(a_submitted(unit), "may")


def test_the_answer_is_not_entered_by_whoever_wrote_the_record(unit: Agency) -> None:
    record = a_submitted(unit)
    reviewer = actors(unit)["secrecy_reviewer"]
    escalate_record(record.pk, record.edition, hash_now(record), "区保密局", "能否公开", actor=reviewer, now=NOW)
    drafter = record.drafter
    assert drafter is not None
    both = actor(a_person(unit, "secrecy_reviewer", login=drafter.login))
    with pytest.raises(Refused, match="上级答复须由他人登记"):
        answer_escalation(record.pk, "may", "函", "可以", LATER.date(), actor=both, now=LATER)


def test_a_question_may_be_put_again_after_an_answer(asked: Record) -> None:
    record = answer(asked, "may")
    reviewer = actors(record.agency)["secrecy_reviewer"]
    escalate_record(record.pk, record.edition, hash_now(record), "市保密局", "再请确定", actor=reviewer, now=LATER)
    assert list(Escalation.objects.values_list("asked_of", "answer")) == [("区保密局", "may"), ("市保密局", "")]
