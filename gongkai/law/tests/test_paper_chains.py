"""The ranks papers pass and what must come before a decision: usual chains, what a unit may not do, broken rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.law.decision_rules import decision_rule
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.paper_chains import needs_review, paper_chain_problems, paper_steps, usual_chain
from gongkai.law.tests.broken import copy_with

TODAY, OLD = date(2026, 3, 2), date(2018, 6, 1)


def test_the_usual_chain_of_each_group_ends_with_one_who_signs() -> None:
    for group, duties in (
        ("reply", ["section_head", "legal_reviewer", "deputy_leader"]),
        ("letter", ["section_head", "disclosure_office"]), ("notice", ["section_head", "disclosure_office"]),
    ):  # fmt: skip
        chain = usual_chain(group, TODAY)
        assert [one.duty for one in chain] == duties and chain[-1].signs
        assert not paper_chain_problems(group, [one.step for one in chain], TODAY)
    assert [one.step for one in usual_chain("reply", TODAY) if one.withheld] == ["legal_review"]
    assert [one.step for one in usual_chain("reply", OLD)] == ["section_review", "leader_sign"]
    assert paper_steps("inner", TODAY) == () and not needs_review("receipt") and needs_review("reply")
    with pytest.raises(UnknownLaw):
        paper_steps("reply", date(2008, 4, 30))


@pytest.mark.parametrize(
    ("group", "chain", "code"),
    (
        ("reply", ["leader_sign", "prayer"], "paper-step-unknown"),
        ("reply", ["leader_sign", "leader_sign"], "paper-step-twice"),
        ("notice", ["section_review", "leader_sign"], "paper-step-missing"),
        ("reply", ["section_review"], "paper-unsigned"),
    ),
)
def test_a_chain_the_law_does_not_bear_is_named(group: str, chain: list[str], code: str) -> None:
    assert code in [one.code for one in paper_chain_problems(group, chain, TODAY)]


def test_what_a_decision_presupposes_by_the_law_of_the_day() -> None:
    rule = decision_rule("refuse", "third_party_rights", TODAY)
    assert rule is not None and rule.after == ("third_party_consultation",)
    assert decision_rule("refuse", "state_secret", TODAY) is None and decision_rule("abusive", "", OLD) is None
    lapsed, abusive = decision_rule("fee_lapsed", "", TODAY), decision_rule("abusive", "", TODAY)
    assert lapsed is not None and lapsed.act == "end_lapsed" and abusive is not None and abusive.unreasonable


@pytest.mark.parametrize(
    ("old", "new", "said"),
    (
        ('duty = "section_head"', 'duty = "nobody"', "没有登记岗位 nobody"),
        ('group = "reply"', 'group = "choir"', "只能是"),
        ('step = "section_review"', 'step = "other"', "应为 reply.other"),
    ),
)
def test_a_broken_rank_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = copy_with(tmp_path, "review/papers.toml", old, new, ("instruments", "review", "duties"))
    with pytest.raises(LawDataError) as refused:
        usual_chain("reply", TODAY, root)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    (
        ('after = ["correction_notice"]', 'after = ["sermon"]', "没有登记 sermon"),
        ('act = "withdraw"', 'act = "vanish"', "没有登记 vanish"),
        ('code = "abusive"', 'code = "tired"', "没有登记处理决定 tired"),
    ),
)
def test_a_broken_presupposition_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    folders = (
        "instruments", "procedure", "outcomes", "documents", "deadlines", "params", "remedies", "duties",
    )  # fmt: skip
    root = copy_with(tmp_path, "procedure/decisions.toml", old, new, folders)
    with pytest.raises(LawDataError) as refused:
        decision_rule("abusive", "", TODAY, root)
    assert said in str(refused.value)
