"""What keeps a draft from circulation, and which chain a content goes along."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.law.errors import UnknownLaw
from gongkai.records.decide import CHANGEABLE, Barrier, Step, content_lacks, decide_chain, decide_state, mark_lacks
from gongkai.records.decide_review import SECRECY
from gongkai.records.models import Record
from gongkai.records.tests.making import TODAY, a_said

WITHHELD: dict[str, Any] = {"mark": "not_disclosed", "ground": "state_secret", "class_code": "", "body": ""}
SECRET = {"level": "secret", "period": "10年", "basis": "保密事项范围", "authority": "区人民政府"}


def lacking(**changes: Any) -> list[str]:
    return [problem.code for problem in content_lacks(a_said(**changes), TODAY)]


def test_a_complete_notice_lacks_nothing() -> None:
    assert lacking() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"mark": ""}, "mark-missing"),
        ({"mark": "on_request"}, "mark-reason-missing"),
        ({"mark": "not_disclosed"}, "mark-ground-missing"),
        ({"formed_on": ""}, "content-formed_on"),
        ({"body": ""}, "content-body"),
        ({"doc_number": "涂政2026-8"}, "content-doc_number"),
        ({"document_kind": ""}, "content-document_kind"),
        ({"class_code": ""}, "content-class_code"),
        ({"class_code": "art20_99"}, "content-class_code"),
        ({"genre": "poem"}, "content-genre"),
        ({"category": "sport"}, "content-category"),
        ({"document_kind": "letter"}, "content-document_kind"),
    ],
)
def test_what_is_lacking_is_named(changes: dict[str, Any], code: str) -> None:
    problems = content_lacks(a_said(**changes), TODAY)
    assert code in [problem.code for problem in problems]
    assert all(problem.sentence.endswith("。") for problem in problems)


def test_the_mark_comes_first() -> None:
    assert lacking(mark="", body="", formed_on="")[0] == "mark-missing"
    assert [one.code for one in mark_lacks(a_said(mark=""), TODAY)] == ["mark-missing"]


def test_a_state_secret_is_a_row_of_the_ledger_without_text() -> None:
    said = a_said(**WITHHELD, ground_details=SECRET, mark_reason="已定密。")
    assert "content-body" not in [problem.code for problem in content_lacks(said, TODAY)]


def test_a_day_without_law_is_not_passed_over() -> None:
    with pytest.raises(UnknownLaw):
        content_lacks(a_said(), date(2000, 1, 1))


def codes(chain: tuple[Step, ...] | Barrier) -> list[str]:
    assert not isinstance(chain, Barrier)
    return [step.step for step in chain]


def test_without_a_chain_of_its_own_a_unit_follows_the_laws() -> None:
    assert codes(decide_chain((), a_said(), TODAY)) == [
        "secrecy_review", "mark_review", "leader_sign", "office_registration",
    ]  # fmt: skip
    normative = decide_chain((), a_said(document_kind="normative_document"), TODAY)
    assert "legal_review" in codes(normative)
    withheld = a_said(mark="on_request", mark_reason="按申请处理。", class_code="")
    assert codes(decide_chain((), withheld, TODAY)) == ["mark_review", "leader_sign"]


OWN = (
    Step("section_review", "section_head"), Step(SECRECY, "secrecy_reviewer"), Step("mark_review", "disclosure_office"),
    Step("legal_review", "legal_reviewer"), Step("leader_sign", "deputy_leader"),
    Step("office_registration", "disclosure_office"),
)  # fmt: skip


def test_steps_that_do_not_concern_a_content_are_left_out_of_a_units_chain() -> None:
    assert "legal_review" not in codes(decide_chain(OWN, a_said(), TODAY))
    withheld = a_said(mark="on_request", mark_reason="按申请处理。", class_code="")
    assert codes(decide_chain(OWN, withheld, TODAY)) == ["section_review", "mark_review", "leader_sign"]


def test_a_chain_that_has_become_too_short_stops_the_submission() -> None:
    barrier = decide_chain(tuple(step for step in OWN if step.step != SECRECY), a_said(), TODAY)
    assert isinstance(barrier, Barrier)
    assert barrier.code == "chain-step-missing"
    assert "须先调整审核链再提交" in barrier.sentence


def test_a_state_allows_what_is_named_and_nothing_else() -> None:
    assert decide_state("draft", "草稿", CHANGEABLE, "修改") is None
    barrier = decide_state("discarded", "已作废", CHANGEABLE, "修改")
    assert barrier == Barrier("wrong-state", "该信息现为“已作废”状态，不能修改。请刷新后查看它现在由谁办理。")
    assert CHANGEABLE <= set(Record.State.values)
