"""Marks and grounds: what each combination still lacks, before and after 2019, and what a broken row says."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.publicity import (
    content_problems,
    ground_of,
    grounds,
    grounds_for,
    mark_of,
    mark_of_footer,
    mark_problems,
    marks,
)
from gongkai.law.secrecy import secrecy_levels
from gongkai.law.tests.broken import copy_with

OLD, FIRST, TODAY = date(2010, 6, 1), date(2019, 5, 15), date(2026, 11, 21)
SECRET = {"level": "secret", "period": "10年", "basis": "定密事项一览表第3项", "authority": "本机关"}
EXEMPT = [
    "state_secret",
    "prohibited_by_law",
    "three_safeties_one_stability",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
]


def codes(mark: str, ground: str = "", details: dict[str, str] | None = None, reason: str = "", on: date = TODAY):
    return [one.code for one in mark_problems(mark, ground, details or {}, reason, on)]


def test_three_marks_with_their_footers() -> None:
    assert [(one.code, one.label) for one in marks(TODAY)] == [
        ("proactive", "主动公开"),
        ("on_request", "依申请公开"),
        ("not_disclosed", "不予公开"),
    ]
    assert mark_of("proactive", TODAY).footer == "（此件主动公开）"
    assert [one.published for one in marks(TODAY)] == [True, False, False]


@pytest.mark.parametrize(
    ("footer", "code"),
    [
        ("（此件主动公开）", "proactive"),
        ("(此件公开发布)", "proactive"),
        (" （此件 依申请公开） ", "on_request"),
        ("此件不公开", "not_disclosed"),
    ],
)
def test_a_footer_is_read_as_its_mark(footer: str, code: str) -> None:
    found = mark_of_footer(footer, TODAY)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("footer", ["", "（联系人：公开机构）", "此件主动公开后废止"])
def test_other_words_at_the_foot_state_no_mark(footer: str) -> None:
    assert mark_of_footer(footer, TODAY) is None


def test_the_seven_grounds_of_articles_14_to_16_and_their_force() -> None:
    assert [one.code for one in grounds(TODAY)] == EXEMPT
    assert [one.force for one in grounds(TODAY)] == ["must"] * 4 + ["may"] * 3
    assert [len(ground_of(code, TODAY).kinds) for code in ("internal_affairs", "process_information")] == [3, 4]


def test_the_grounds_of_2007_hold_to_the_day_before_the_revision() -> None:
    assert [one.code for one in grounds(date(2019, 5, 14))] == [
        "state_secret", "trade_secret", "personal_privacy", "three_safeties_one_stability",
    ]  # fmt: skip
    assert [one.code for one in grounds(FIRST)] == EXEMPT


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("",), ["mark-missing"]),
        (("secret",), ["mark-unknown"]),
        (("proactive",), []),
        (("proactive", "state_secret"), ["mark-ground-not-needed"]),
        (("on_request",), ["mark-reason-missing"]),
        (("on_request", "", {}, "   "), ["mark-reason-missing"]),
        (("on_request", "", {}, "只涉及特定对象"), []),
        (("on_request", "enforcement_file", {"file_number": "2026-7"}, "案卷"), []),
        (("on_request", "state_secret", SECRET, "涉密"), ["mark-ground-not-here"]),
        (("not_disclosed", "", {}, "不便公开"), ["mark-ground-missing"]),
        (("not_disclosed", "state_secret", SECRET, "涉密"), []),
        (("not_disclosed", "state_secret", SECRET), ["mark-reason-missing"]),
        (("not_disclosed", "state_secret", {**SECRET, "basis": " "}, "涉密"), ["mark-detail-missing"]),
        (("not_disclosed", "state_secret", {**SECRET, "level": "A"}, "涉密"), ["mark-detail-choice"]),
        (("not_disclosed", "trade_secret", {}, "理由"), ["mark-ground-unknown"]),
        (("not_disclosed", "internal_affairs", {}, "理由"), ["mark-detail-missing"]),
        (("not_disclosed", "internal_affairs", {"kind": "draft"}, "理由"), ["mark-detail-choice"]),
        (("not_disclosed", "process_information", {"kind": "draft", "x": "y"}, "理由"), ["mark-detail-unknown"]),
        (("not_disclosed", "prohibited_by_law", {}, "理由"), ["mark-detail-missing"] * 2),
    ],
)
def test_what_a_mark_still_lacks(asked: tuple, found: list[str]) -> None:
    assert codes(*asked) == found


def test_a_reason_is_asked_since_the_rules_of_2016() -> None:
    assert codes("not_disclosed", "state_secret", SECRET, "", date(2016, 11, 9)) == []
    assert codes("not_disclosed", "state_secret", SECRET, "", date(2016, 11, 10)) == ["mark-reason-missing"]


def test_a_problem_says_where_by_which_rule_and_what_to_do() -> None:
    (problem,) = mark_problems("on_request", "state_secret", SECRET, "涉密", TODAY)
    assert problem.field == "ground"
    assert problem.sentence == (
        "“属于国家秘密”不能定为“依申请公开”：依据《条例》第十四条，只能定为“不予公开”，请改定属性或者另选情形。"
    )


@given(
    st.sampled_from(["", "proactive", "on_request", "not_disclosed", "other"]),
    st.sampled_from(["", *EXEMPT, "other"]),
    st.dictionaries(st.sampled_from(["level", "kind", "law", "article", "harm", "z"]), st.text(max_size=3)),
    st.text(max_size=3),
)
def test_every_problem_is_said_and_rests_on_something_registered(mark: str, ground: str, details, reason: str) -> None:
    for problem in mark_problems(mark, ground, details, reason, TODAY):
        assert problem.sentence.endswith("。")
        assert not problem.cite or cited(problem.cite).words


@pytest.mark.parametrize(
    ("day", "cite"),
    [(date(2024, 4, 30), "secrecy-law-2010 art.24"), (date(2024, 5, 1), "secrecy-law-2024 art.31 item.3")],
)
def test_what_is_secret_is_not_held_here(day: date, cite: str) -> None:
    (problem,) = content_problems("state_secret", True, day)
    assert (problem.code, problem.field, problem.cite) == ("mark-content-not-here", "body", cite)
    assert content_problems("state_secret", False, day) == ()


def test_what_is_withheld_for_another_reason_is_held_here() -> None:
    assert [content_problems(code, True, TODAY) for code in ("", "nothing", *EXEMPT[1:])] == [()] * 8
    assert "《保密法》第三十一条第（三）项" in content_problems("state_secret", True, TODAY)[0].sentence


def test_grounds_for_a_mark_are_those_it_accepts() -> None:
    assert grounds_for("proactive", TODAY) == ()
    assert [one.code for one in grounds_for("on_request", TODAY)] == EXEMPT[3:]
    assert [one.code for one in grounds_for("not_disclosed", TODAY)] == EXEMPT


def test_the_levels_of_secrecy_are_those_of_the_secrecy_law() -> None:
    level = next(one for one in ground_of("state_secret", TODAY).details if one.code == "level")
    assert {(one.code, one.label) for one in level.choices} == {(one.code, one.label) for one in secrecy_levels(TODAY)}


def test_nothing_is_known_before_the_regulation() -> None:
    with pytest.raises(UnknownLaw, match="2008-04-30 没有登记公开属性的规定"):
        marks(date(2008, 4, 30))
    with pytest.raises(UnknownLaw, match="没有登记公开属性“half”"):
        mark_of("half", TODAY)
    with pytest.raises(UnknownLaw, match="没有登记不公开的理由“shame”"):
        ground_of("shame", OLD)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("marks.toml", 'ground = "none"', 'ground = "maybe"', "只能是 required、optional、none，现为 maybe"),
        ("marks.toml", 'code = "on_request"', 'code = "proactive"', "proactive 写了两次"),
        ("marks.toml", "from = 2016-11-10", "from = 2008-05-01", "各行须按日期先后排列"),
        ("grounds.toml", 'force = "must"', 'force = "can"', "只能是 must、may"),
        ("grounds.toml", 'marks = ["not_disclosed"]', 'marks = ["hidden"]', "没有登记公开属性 hidden"),
        ("grounds.toml", 'cite = "ogi-2007 art.8"', 'cite = "ogi-2007 art.88"', "没有登记该条款"),
        ("grounds.toml", 'label = "密级"', 'label = "密级", colour = "red"', "不认识的项"),
    ],
)
def test_a_broken_row_names_its_key(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    root = copy_with(tmp_path, f"publicity/{file}", old, new, ("instruments", "publicity"))
    with pytest.raises(LawDataError) as refused:
        grounds(TODAY, root)
    assert sentence in refused.value.sentence
