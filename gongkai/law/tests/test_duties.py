"""Duties and what excludes what: three administrators, no business for them, and who may not watch himself."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.duties import Held, duties, duty_codes, duty_of, duty_problems, excluded_by
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.tests.broken import copy_with

TODAY = date(2026, 11, 21)
ADMINISTRATORS = ["system_administrator", "security_administrator", "audit_administrator"]
HELD = st.builds(Held, st.sampled_from(sorted(duty_codes())), st.sampled_from(["", "QZ04101", "QZ04102"]))


def test_fifteen_duties_with_their_labels() -> None:
    assert len(duties(TODAY)) == 15
    assert [one.label for one in duties(TODAY) if one.group == "administration"] == [
        "系统管理员", "安全保密管理员", "安全审计员",
    ]  # fmt: skip
    assert duty_of("publisher", TODAY).label == "信息管理员"


@pytest.mark.parametrize("day", [date(2019, 5, 15), date(2019, 12, 1), TODAY])
def test_administrators_exclude_each_other_and_all_other_duties(day: date) -> None:
    for code in ADMINISTRATORS:
        assert excluded_by(code, day) == duty_codes() - {code}


@pytest.mark.parametrize(
    ("held", "refused"),
    [
        ([Held("clerk", "A"), Held("section_head", "A"), Held("publisher", "A")], 0),
        ([Held("publisher", "A"), Held("secrecy_reviewer", "A")], 1),
        ([Held("publisher", "A"), Held("secrecy_reviewer", "B")], 0),
        ([Held("supervisor", "A"), Held("clerk", "A")], 1),
        ([Held("supervisor", "A"), Held("clerk", "B")], 0),
        ([Held("system_administrator"), Held("clerk", "B")], 1),
        ([Held("system_administrator"), Held("audit_administrator", "B")], 1),
        ([Held("clerk", "A"), Held("clerk", "B"), Held("clerk", "A")], 0),
        ([Held(code) for code in ADMINISTRATORS], 3),
        ([], 0),
    ],
)
def test_what_one_person_may_not_hold(held: list[Held], refused: int) -> None:
    found = duty_problems(held, TODAY)
    assert [one.code for one in found] == ["duties-excluded"] * refused


def test_the_sentence_names_both_duties_and_why() -> None:
    (problem,) = duty_problems([Held("publisher", "A"), Held("secrecy_reviewer", "A")], TODAY)
    assert problem.sentence == (
        "“信息管理员”和“保密审查员”不能由同一人担任：先审查、后公开：上网的人不得审查自己要上网的内容"
        "（《条例》第十七条第二款）；请改由他人担任其一。"
    )


@given(st.lists(HELD, max_size=4))
def test_the_order_in_which_duties_are_given_does_not_matter(held: list[Held]) -> None:
    assert len(duty_problems(held, TODAY)) == len(duty_problems(held[::-1], TODAY))


@given(HELD, HELD)
def test_whoever_may_hold_both_everywhere_is_never_refused(one: Held, other: Held) -> None:
    free = other.duty not in excluded_by(one.duty, TODAY)
    assert not (free and duty_problems([one, other], TODAY))
    assert (other.duty in excluded_by(one.duty, TODAY)) == (one.duty in excluded_by(other.duty, TODAY))


def test_an_unknown_duty_is_said() -> None:
    with pytest.raises(UnknownLaw, match="没有登记岗位“king”"):
        duty_problems([Held("king"), Held("clerk", "A")], TODAY)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("duties.toml", 'group = "business"', 'group = "leisure"', "只能是 business、supervision、administration"),
        ("duties.toml", 'scope = "agency"', 'scope = "world"', "只能是 agency、site"),
        ("exclusions.toml", '["publisher"]', '["printer"]', "没有登记岗位 printer"),
        ("exclusions.toml", 'within = "anywhere"', 'within = "nowhere"', "只能是 anywhere、agency"),
    ],
)
def test_a_broken_row_names_its_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    root = copy_with(tmp_path, f"duties/{file}", old, new, ("instruments", "duties"))
    with pytest.raises(LawDataError) as refused:
        excluded_by("publisher", TODAY, root)
    assert sentence in refused.value.sentence
