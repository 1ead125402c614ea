from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annual.report import Report
from gongkai.annual.rollup import roll_up, sum_values
from gongkai.annual.tests.making import bare, zeros
from gongkai.law.checks import Finding


def unit(name: str, **cells: int | str) -> Report:
    return bare("2021", zeros("2021", **cells), agency=name)


def received(name: str, count: int) -> Report:
    return unit(name, t3__new_received__natural_person=count, t3__new_received__total=count)


def findings(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.code, finding.level) for finding in found]


def test_units_that_add_up_to_their_government_raise_nothing() -> None:
    found = roll_up(received("甲区", 5), [received("甲区财政局", 2), received("甲区民政局", 3)])
    assert found.findings == ()
    assert found.sums.totals["t3.new_received.total"] == 5
    assert found.lower_bounds == {}


def test_a_difference_names_the_unit_whose_figure_it_is() -> None:
    found = roll_up(received("甲区", 3), [received("甲区财政局", 2), received("甲区民政局", 3)])
    (finding,) = found.findings
    assert (finding.code, finding.level, finding.reported, finding.computed) == ("R15", "warning", 3, 5)
    assert finding.cells == ("t3.new_received.natural_person", "t3.new_received.total")
    assert finding.sentence == (
        "“一、本年新收政府信息公开申请数量·总计”：甲区报告为 3，2 个单位合计 5，相差 2。"
        "甲区财政局的数字恰为 2，可能没有汇入，或与政府本级重复计算。"
        "政府报告的数字应等于所属各单位之和，且不重复计算。"
    )


def test_a_government_above_its_units_points_at_who_is_missing() -> None:
    found = roll_up(received("甲区", 9), [received("甲区财政局", 2)], expected=["甲区财政局", "甲区民政局"])
    assert found.missing_units == ("甲区民政局",)
    assert "可能出自未收到报告的甲区民政局" in found.findings[0].sentence
    assert found.notes == ("未收到 1 个单位的报告：甲区民政局。",)
    assert "可能有单位漏报" in roll_up(received("甲区", 9), [received("甲区财政局", 2)]).findings[0].sentence


def test_unread_cells_make_the_sum_a_lower_bound() -> None:
    part = received("甲区民政局", 3)
    lost = replace(part, figures={c: f for c, f in part.figures.items() if c != "t3.new_received.total"})
    units = [received("甲区财政局", 2), lost]
    above = roll_up(received("甲区", 5), units)
    assert above.lower_bounds == {"t3.new_received.total": ("甲区民政局",)}
    assert above.findings == ()
    assert above.notes == ("甲区民政局有 1 格未读出，这些格的合计只是下限。",)
    below = roll_up(received("甲区", 1), units)
    assert "2 个单位合计至少 2" in next(f.sentence for f in below.findings if "t3.new_received.total" in f.cells)


def test_a_unit_in_another_edition_lacks_the_cells_it_does_not_have() -> None:
    old = bare("2019", zeros("2019"), agency="甲区民政局")
    found = roll_up(received("甲区", 2), [received("甲区财政局", 2), old])
    assert "t2.normative.in_force" in found.lower_bounds
    assert "t3.new_received.total" not in found.lower_bounds


def test_the_same_agency_twice_and_an_office_that_files_for_its_government_are_pointed_at() -> None:
    twice = roll_up(None, [received("甲区财政局", 2), received("甲区财政局", 2)])
    assert findings(twice.findings) == [("double-counting", "hint")]
    assert "有 2 份报告计入合计" in twice.findings[0].sentence
    office = roll_up(received("鲤城区", 4), [received("鲤城区人民政府", 4), received("鲤城区人民政府办公室", 4)])
    assert ("double-counting", "hint") in findings(office.findings)
    assert any("各项数字完全相同" in finding.sentence for finding in office.findings)
    assert any("似含政府本级的数字" in finding.sentence for finding in office.findings)


def test_a_unit_whose_own_report_was_found_to_carry_other_figures_is_pointed_at() -> None:
    marked = replace(
        received("甲区办公室", 4),
        findings=(Finding("scope", "warning", (), None, None, (), "口径。", "annual-format-2021"),),
    )
    assert findings(roll_up(None, [marked]).findings) == [("double-counting", "hint")]


def test_without_any_known_form_nothing_is_added_up() -> None:
    found = roll_up(None, [replace(received("甲", 1), form=None)], expected=["乙"])
    assert found.sums.totals == {}
    assert found.missing_units == ("乙",)
    assert found.notes == ("没有一份报告能确定格式，无法汇总。",)


def test_plain_values_stream_through_without_being_held() -> None:
    filings = ({"a": 1, "b": Decimal("0.5")} for _ in range(1000))
    sums = sum_values(filings)
    assert (sums.totals, sums.filings, sums.unread) == ({"a": 1000, "b": Decimal("500.0")}, 1000, {})


def test_nought_is_a_figure_and_absence_is_not() -> None:
    sums = sum_values([{"a": 0}, {"a": 0, "b": 2}], ["a", "b"])
    assert (sums.totals, sums.unread) == ({"a": 0, "b": 2}, {"b": 1})
    assert sum_values([{"c": 0}]).totals == {"c": 0}


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 99))))
@settings(max_examples=60)
def test_sums_equal_the_sums_and_missing_counts_the_missing(filings: list[dict[str, int]]) -> None:
    sums = sum_values(filings, "abc")
    for cell in "abc":
        assert sums.totals[cell] == sum(values.get(cell, 0) for values in filings)
        assert sums.unread.get(cell, 0) == sum(1 for values in filings if cell not in values)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.integers(0, 5))
@settings(max_examples=30)
def test_a_parent_is_found_different_exactly_when_it_differs(parts: list[int], more: int) -> None:
    units = [received(f"甲区第{n}局", count) for n, count in enumerate(parts)]
    found = roll_up(received("甲区", sum(parts) + more), units)
    assert any(finding.code == "R15" for finding in found.findings) is (more > 0)
