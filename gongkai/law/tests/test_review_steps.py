"""Steps of review: what is mandatory for which record, in which order, and who performs it."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from gongkai.law.duties import duty_of
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.publicity import marks
from gongkai.law.record_classes import document_kinds
from gongkai.law.review_steps import chain_problems, review_step, review_steps, steps_needed
from gongkai.law.tests.broken import copy_with

OLD, TODAY = date(2012, 1, 4), date(2026, 11, 21)
FULL = ["section_review", "window_review", "secrecy_review", "mark_review", "leader_sign", "office_registration"]


def needed(mark: str, kind: str, on: date = TODAY) -> list[str]:
    return [step.code for step in steps_needed(mark, kind, on)]


def test_what_may_not_be_left_out() -> None:
    published = ["secrecy_review", "mark_review", "leader_sign", "office_registration"]
    assert needed("proactive", "other") == published
    assert needed("not_disclosed", "other") == needed("on_request", "other") == ["mark_review", "leader_sign"]
    assert "legal_review" in needed("proactive", "normative_document")
    assert "legal_review" in needed("not_disclosed", "rule")
    assert "legal_review" not in needed("proactive", "rule", OLD)


def test_secrecy_review_is_always_there_and_item_by_item_since_the_regulations_of_2024() -> None:
    days = [OLD, date(2019, 5, 15), date(2024, 8, 31), date(2024, 9, 1)]
    assert [review_step("secrecy_review", day).item_by_item for day in days] == [False, False, False, True]
    assert all("secrecy_review" in needed("proactive", "other", day) for day in days)


def test_every_step_has_a_duty_that_someone_can_hold() -> None:
    for step in review_steps(TODAY):
        assert duty_of(step.duty, TODAY).scope == "agency"


def test_a_full_chain_stands_and_so_does_secrecy_before_the_section() -> None:
    ask = {"mark": "proactive", "document_kind": "other", "on": TODAY}
    assert chain_problems(FULL, **ask) == ()
    assert chain_problems(["secrecy_review", "mark_review", "leader_sign", "office_registration"], **ask) == ()


@pytest.mark.parametrize(
    ("chain", "codes"),
    [
        ([], ["chain-step-missing"] * 4),
        ([step for step in FULL if step != "secrecy_review"], ["chain-step-missing"]),
        ([*FULL, "tea"], ["chain-step-unknown"]),
        (["section_review", *FULL], ["chain-step-twice"]),
        (["leader_sign", "mark_review", "secrecy_review", "office_registration"], ["chain-order"]),
    ],
)
def test_what_is_wrong_with_a_chain(chain: list[str], codes: list[str]) -> None:
    found = chain_problems(chain, mark="proactive", document_kind="other", on=TODAY)
    assert [one.code for one in found] == codes
    assert all(one.sentence.endswith("。") for one in found)


def test_registration_is_last_in_every_order_that_stands() -> None:
    required = needed("proactive", "other")
    standing = [
        order
        for order in permutations(required)
        if not chain_problems(order, mark="proactive", document_kind="other", on=TODAY)
    ]
    assert standing
    assert all(order[-1] == "office_registration" for order in standing)
    assert all(order.index("mark_review") < order.index("leader_sign") for order in standing)


def test_steps_name_marks_and_kinds_that_exist() -> None:
    known_marks = {one.code for one in marks(TODAY)}
    known_kinds = {one.code for one in document_kinds(TODAY)}
    codes = {one.code for one in review_steps(TODAY)}
    for step in review_steps(TODAY):
        assert set(step.marks) <= known_marks
        assert set(step.document_kinds) <= known_kinds
        assert set(step.after) <= codes


def test_an_unknown_step_or_day_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记审查步骤“tea”"):
        review_step("tea", TODAY)
    with pytest.raises(UnknownLaw, match="2008-04-30 没有登记审查步骤"):
        review_steps(date(2008, 4, 30))


def test_a_step_without_a_known_duty_is_refused(tmp_path: Path) -> None:
    root = copy_with(tmp_path, "review/steps.toml", '"section_head"', '"nobody"', ("instruments", "review", "duties"))
    with pytest.raises(LawDataError, match="没有登记岗位 nobody"):
        review_steps(TODAY, root)
