from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.checks import Checked, Finding, check, plain
from gongkai.law.tests.forms import form, values

DECIDED = "t4__reconsideration"
FACTS = ("reconsideration_first",)


def codes(id: str, figures: Mapping[str, Decimal], last: Mapping[str, Decimal] | None = None) -> set[str]:
    return {finding.code for finding in check(form(id), figures, last=last, facts=FACTS).findings}


def of(found: Checked, code: str) -> Finding:
    return next(finding for finding in found.findings if finding.code == code)


# By relation: the edition, figures that hold, figures that break it, and the year before where one is needed.
HOLDS_AND_BREAKS: dict[str, tuple[str, dict[str, int | str], dict[str, int | str], dict[str, int | str] | None]] = {
    "R1": ("2021", {"t3__new_received__total": 1, "t3__carried_out__total": 1}, {"t3__new_received__total": 1}, None),
    "R2": ("2021", {"t3__granted__total": 1, "t3__outcome_total__total": 1}, {"t3__granted__total": 1}, None),
    "R3": ("2021", {}, {"t3__granted__natural_person": 1}, None),
    "R4": ("2021", {f"{DECIDED}__upheld": 1, f"{DECIDED}__total": 1}, {f"{DECIDED}__total": 1}, None),
    "R5": ("2021", {"t3__carried_in__total": 2}, {"t3__carried_in__total": 1}, {"t3__carried_out__total": 2}),
    "R6": (
        "2021",
        {"t2__normative__issued": 4, "t2__normative__abolished": 33, "t2__normative__in_force": 136},
        {"t2__normative__in_force": 136},
        {"t2__normative__in_force": 165},
    ),
    "R7": ("2021", {}, {"t2__rules__in_force": 1}, None),
    "R8": ("2021", {"t2__fees__amount_wan": "0.5"}, {"t2__licence__decisions": -1}, None),
    "R9": (
        "2019",
        {"t2__normative__published": 2, "t2__normative__public_total": 5, "t2__normative__made": 2},
        {"t2__normative__published": 2, "t2__normative__public_total": 1, "t2__normative__made": 2},
        None,
    ),
    "R10": (
        "2019",
        {"t2__licence__items_last_year": 7},
        {"t2__licence__items_last_year": 8},
        {"t2__licence__items_last_year": 10, "t2__licence__items_change": -3},
    ),
    "R11": (
        "pre2019-fujian",
        {"annex__proactive_docs__cumulative": 3, "annex__proactive_docs__year": 3, "annex__proactive_website__year": 3,
         "annex__proactive_website__cumulative": 3},
        {"annex__proactive_website__year": 3, "annex__proactive_website__cumulative": 3},
        None,
    ),
    "R12": (
        "pre2019-fujian",
        {"annex__proactive_docs__cumulative": 324, "annex__proactive_docs__year": 31},
        {"annex__proactive_docs__cumulative": 324},
        {"annex__proactive_docs__cumulative": 293},
    ),
    "R13": ("pre2019-national", {}, {"annex__requests_total__year": 2}, None),
    "R16": ("2021", {f"{DECIDED}__pending": 1, f"{DECIDED}__total": 1}, {}, {f"{DECIDED}__pending": 1}),
    "R17": (
        "2021",
        {"t4__litigation_direct__upheld": 1, "t4__litigation_direct__total": 1},
        {"t4__litigation_direct__upheld": 1, "t4__litigation_direct__total": 1, "t3__refused__state_secret__total": 1},
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", HOLDS_AND_BREAKS)
def test_each_relation_holds_in_one_example_and_breaks_in_another(code: str) -> None:
    id, good, bad, before = HOLDS_AND_BREAKS[code]
    last = None if before is None else values(id, **before)
    assert code not in codes(id, values(id, **good), last)
    assert code in codes(id, values(id, **bad), last)


def test_the_text_and_the_units_are_left_to_those_who_have_them() -> None:
    for id in ("2021", "2019", "pre2019-fujian", "pre2019-national"):
        found = check(form(id), values(id), last=values(id), facts=FACTS)
        assert found.findings == ()
        tested = {relation.code for relation in (*found.held, *found.unchecked)}
        assert tested.isdisjoint({"R14", "R15"})
        assert {relation.code for relation in form(id).relations} - tested == {"R14", "R15"}


def test_a_broken_balance_says_both_sides_the_gap_the_rule_and_the_source() -> None:
    found = check(form("2021"), values("2021", t3__new_received__total=3, t3__new_received__natural_person=3))
    (person, total) = [finding for finding in found.findings if finding.code == "R1"]
    assert person.sentence == (
        "“自然人”一列：一、本年新收政府信息公开申请数量 3 + 二、上年结转政府信息公开申请数量 0 = 3，"
        "（七）总计 0 + 四、结转下年度继续办理 0 = 0，相差 3。第一项加第二项之和，应等于第三项总计加第四项之和。"
    )
    assert (total.reported, total.computed, total.level, total.official) == (3, 0, "error", True)
    assert total.cite == "annual-format-2021 table.3"
    assert total.advice


def test_a_long_sum_names_only_what_is_not_nought() -> None:
    found = check(form("2021"), values("2021", t3__granted__total=2, t3__outcome_total__total=3))
    sentence = of(found, "R2").sentence
    assert sentence.startswith("“总计”一列：总计 3，（一）予以公开 2 = 2，相差 1。")


def test_an_unread_cell_leaves_its_relations_untested() -> None:
    figures = values("2021", t3__new_received__total=1, t3__new_received__natural_person=1)
    del figures["t3.outcome_total.total"]
    found = check(form("2021"), figures)
    assert "2021/R1/total" in [relation.id for relation in found.unchecked]
    assert not [
        finding for finding in found.findings if finding.code == "R1" and "t3.outcome_total.total" in finding.cells
    ]


def test_parts_above_their_total_are_wrong_whatever_the_unread_parts_are() -> None:
    figures = values("2021", t3__new_received__total=1, t3__new_received__natural_person=2)
    del figures["t3.new_received.research_institution"]
    finding = of(check(form("2021"), figures), "R3")
    assert finding.missing == ("t3.new_received.research_institution",)
    assert "（另有 1 格未读出）" in finding.sentence
    assert "科研机构 未读出" in finding.sentence or "自然人 2" in finding.sentence


def test_a_total_that_is_unread_while_parts_are_known_stays_open() -> None:
    figures = values("2021", t3__new_received__natural_person=2)
    del figures["t3.new_received.total"]
    assert not [one for one in check(form("2021"), figures).findings if one.code == "R3"]


def test_a_read_total_below_what_an_unread_left_side_must_hold_is_wrong() -> None:
    figures = values("2021", t3__new_received__total=5)
    del figures["t3.carried_in.total"]
    assert of(check(form("2021"), figures), "R1").missing == ("t3.carried_in.total",)


def test_nothing_is_sure_where_an_open_cell_may_be_negative() -> None:
    figures = values("2019", t2__licence__items_last_year=3, t2__licence__decisions=3)
    del figures["t2.licence.items_change"]
    found = check(form("2019"), figures)
    assert found.findings == ()


def test_counts_are_whole_and_only_changes_may_be_negative() -> None:
    figures = values("2019", t2__licence__items_change=-3, t3__granted__total="1.5", t2__procurement__amount_wan="0.5")
    broken = [finding for finding in check(form("2019"), figures).findings if finding.code == "R8"]
    assert [(finding.cells, "不是整数" in finding.sentence) for finding in broken] == [(("t3.granted.total",), True)]
    unread = values("2021", t2__penalty__decisions=-1)
    del unread["t2.licence.decisions"]
    (finding,) = check(form("2021"), unread).findings
    assert "行政处罚·本年处理决定数量：-1 为负数" in finding.sentence


def test_an_agency_that_may_make_rules_may_fill_their_row() -> None:
    figures = values("2021", t2__rules__in_force=2)
    (found,) = check(form("2021"), figures).findings
    assert found.sentence.startswith("规章·现行有效件数 2。")
    assert check(form("2021"), figures, facts=["rule_making"]).findings == ()


def test_direct_suits_are_watched_only_under_the_law_that_wants_reconsideration_first() -> None:
    figures = values(
        "2021", t4__litigation_direct__upheld=1, t4__litigation_direct__total=1, t3__refused__state_secret__total=1
    )
    assert "R17" in {finding.code for finding in check(form("2021"), figures, facts=FACTS).findings}
    assert "R17" not in {finding.code for finding in check(form("2021"), figures).findings}
    del figures["t4.litigation_direct.total"]
    assert "R17" in {relation.code for relation in check(form("2021"), figures, facts=FACTS).unchecked}


def test_one_slip_in_all_rows_is_one_finding_and_one_row_alone_is_none() -> None:
    one = {"t2__licence__items_last_year": 2, "t2__licence__items_change": 1, "t2__licence__decisions": 3}
    two = one | {"t2__penalty__items_last_year": 9, "t2__penalty__items_change": -4, "t2__penalty__decisions": 5}
    assert "R10" not in codes("2019", values("2019", **one))
    found = check(form("2019"), values("2019", **two))
    (finding,) = [one for one in found.findings if one.code == "R10"]
    assert finding.sentence.startswith("行政许可、行政处罚各行：")
    assert len(finding.cells) == 6


def test_a_relation_over_two_years_is_silent_without_the_other_year_or_edition() -> None:
    figures = values("2021", t2__normative__in_force=5)
    assert "R6" not in codes("2021", figures)
    found = check(form("2021"), figures, last=values("2019"))
    assert "R6" in {relation.code for relation in found.unchecked}
    assert "R6" not in {finding.code for finding in found.findings}


def test_findings_come_worst_first() -> None:
    figures = values("2021", t2__rules__in_force=1, t3__granted__total=1)
    levels = [finding.level for finding in check(form("2021"), figures).findings]
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)
    assert levels[0] == "error"


@pytest.mark.parametrize(("value", "text"), [("1E+3", "1000"), ("274.09249", "274.09249"), ("0.50", "0.50")])
def test_figures_are_shown_as_people_write_them(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def consistent(id: str, seeds: list[int]) -> dict[str, Decimal]:
    """Figures of table III that hold in every column: what came in is what was granted."""
    figures = values(id)
    columns = [cell.rpartition(".")[2] for cell in figures if cell.startswith("t3.new_received.")]
    for row in ("new_received", "granted", "outcome_total"):
        for column, seed in zip(columns, seeds, strict=False):
            figures[f"t3.{row}.{column}"] = Decimal(seed)
        figures[f"t3.{row}.total"] = Decimal(sum(seeds))
    return figures


@given(st.lists(st.integers(0, 9999), min_size=6, max_size=6), st.sampled_from(["2019", "2021"]))
@settings(max_examples=25)
def test_sound_tables_raise_nothing_whatever_their_size(seeds: list[int], id: str) -> None:
    assert check(form(id), consistent(id, seeds)).findings == ()


@given(st.lists(st.integers(0, 99), min_size=6, max_size=6), st.data())
@settings(max_examples=30)
def test_any_single_change_in_table_three_is_found_and_names_the_cell(seeds: list[int], data: st.DataObject) -> None:
    figures = consistent("2021", seeds)
    cell = data.draw(st.sampled_from([cell for cell in figures if cell.startswith("t3.")]))
    figures[cell] += data.draw(st.integers(1, 50))
    errors = [finding for finding in check(form("2021"), figures).findings if finding.level == "error"]
    assert errors
    assert all(cell in finding.cells for finding in errors)
