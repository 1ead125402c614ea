"""Decisions and limits of disputes: each ends in one column of table four, at the right instance, on the right day."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.deadline_rules import deadlines
from gongkai.law.dispute_words import case_papers, order_periods, order_rules, subjects
from gongkai.law.disputes import OPEN, SAME, blocks, course_on, decisions_on, outcomes
from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.fee_counting import fee_counting
from gongkai.law.loading import DATA

DAY = date(2026, 3, 2)


def test_five_columns_and_three_blocks_are_those_of_the_report() -> None:
    assert list(outcomes()) == ["upheld", "corrected", "other_result", "pending"]
    assert list(blocks()) == ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]


def test_every_decision_counts_in_one_column() -> None:
    counted = {
        (kind, instance): {one.code: one.outcome for one in decisions_on(kind, DAY, instance).values()}
        for kind, instance in (("reconsideration", 1), ("litigation", 1), ("litigation", 2))
    }
    first, suit, second = counted.values()
    assert set(first.values()) == set(suit.values()) == {"upheld", "corrected", "other_result"}
    assert first["request_dismissed"] == "upheld" and first["application_dismissed"] == "other_result"
    assert suit["claims_dismissed"] == "upheld" and suit["suit_dismissed"] == "other_result"
    assert (second["appeal_dismissed"], second["remanded"]) == (SAME, OPEN)
    assert "revoked" not in second and "remanded" not in suit


def test_the_summary_procedure_exists_since_its_law() -> None:
    assert course_on("reconsideration", date(2023, 12, 29)).summary_decision == ""
    assert course_on("reconsideration", DAY).limits(True) == (
        "reconsideration_defence_summary", "reconsideration_decision_summary",
    )  # fmt: skip
    assert course_on("litigation", DAY, 2).limits(False) == ("appeal_defence", "second_instance")
    assert "no_evidence" in decisions_on("reconsideration", date(2020, 1, 2))
    with pytest.raises(UnknownLaw):
        decisions_on("litigation", date(2010, 1, 1))


def test_periods_are_set_by_rulings_alone() -> None:
    assert order_rules() <= set(deadlines()) and set(order_periods()) == {"working_day", "day", "month"}
    assert subjects()["reply"].ref == "" and subjects()["fee_notice"].ref == "fee_notice"
    assert case_papers()["defence"].ours and not case_papers()["ruling"].ours


def test_items_are_counted_by_the_day_of_receipt() -> None:
    found = fee_counting(DAY)
    assert (found.month_by, found.same_person) == ("received_on", ("identity", "name_and_contact"))
    with pytest.raises(UnknownLaw):
        fee_counting(date(2020, 12, 31))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("disputes/decisions.toml", 'outcome = "upheld"', 'outcome = "won"'),
        ("disputes/decisions.toml", 'code = "changed"', 'code = "maintained"'),
        ("disputes/decisions.toml", 'orders = "may"', 'orders = "perhaps"'),
        ("disputes/courses.toml", 'decision = "first_instance"', 'decision = "soon"'),
        ("fees/counting.toml", '"received_on"', '"sent_on"'),
        ("fees/counting.toml", '"withdrawn"', '"gone"'),
    ],
)
def test_a_broken_row_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawDataError):
        for kind in ("reconsideration", "litigation"):
            decisions_on(kind, DAY, root=tmp_path / "data")
            course_on(kind, DAY, root=tmp_path / "data")
        fee_counting(DAY, tmp_path / "data")
