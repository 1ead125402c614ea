from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from gongkai.annual.comparing import Comparison, common_values, compare
from gongkai.annual.report import Report
from gongkai.annual.tests.making import a_report, bare, document, report_of, zeros
from gongkai.law.formats import formats

WORDS = "我区持续梳理各领域公开事项，完善审核发布流程，推动政策文件与解读材料同步组织、同步审签、同步发布。" * 2


def of(year: int, form: str = "2021", **cells: int | str) -> Report:
    return bare(form, zeros(form, **cells), year=year)


def codes(found: Comparison) -> list[tuple[int, str]]:
    return [(year, finding.code) for year, finding in found.findings]


def test_carry_over_and_stock_are_held_between_neighbouring_years() -> None:
    first = of(2023, t3__carried_out__total=2, t2__normative__in_force=165)
    second = of(2024, t3__carried_in__total=1, t2__normative__issued=4, t2__normative__in_force=136)
    found = compare({2024: second, 2023: first})
    assert codes(found) == [(2024, "R5"), (2024, "R6")]
    assert "上年结转应等于上年报告的结转下年度继续办理" in found.findings[0][1].sentence


def test_pending_cases_must_reappear() -> None:
    found = compare({2023: of(2023, t4__reconsideration__pending=2, t4__reconsideration__total=2), 2024: of(2024)})
    assert codes(found) == [(2024, "R16")]


def test_items_of_the_2019_edition_carry_on() -> None:
    first = of(2019, "2019", t2__licence__items_last_year=10, t2__licence__items_change=-3)
    assert codes(compare({2019: first, 2020: of(2020, "2019", t2__licence__items_last_year=7)})) == []
    assert codes(compare({2019: first, 2020: of(2020, "2019", t2__licence__items_last_year=8)})) == [(2020, "R10")]


def test_cumulative_figures_of_the_annex_add_up() -> None:
    first = of(2017, "pre2019-fujian", annex__proactive_docs__cumulative=293)
    second = of(2018, "pre2019-fujian", annex__proactive_docs__cumulative=324, annex__proactive_docs__year=31)
    assert codes(compare({2017: first, 2018: second})) == []
    assert (2018, "R12") in codes(compare({2017: first, 2018: of(2018, "pre2019-fujian")}))


def test_each_cell_has_its_change_in_number_and_percent() -> None:
    found = compare({2023: of(2023, t3__new_received__total=42), 2024: of(2024, t3__new_received__total=56)})
    (row,) = [row for row in found.rows if row.cell == "t3.new_received.total"]
    (change,) = row.changes
    assert (change.first, change.second, change.absolute, change.percent) == (2023, 2024, 14, Decimal("33.3"))
    assert row.label == "一、本年新收政府信息公开申请数量·总计"
    (nought,) = [row for row in found.rows if row.cell == "t3.carried_in.total"]
    assert nought.changes[0].percent is None


def test_an_unread_cell_has_no_value_for_its_year_and_no_change() -> None:
    second = of(2024)
    figures = {cell: figure for cell, figure in second.figures.items() if cell != "t3.granted.total"}
    found = compare({2023: of(2023), 2024: replace(second, figures=figures)})
    (row,) = [row for row in found.rows if row.cell == "t3.granted.total"]
    assert list(row.values) == [2023]
    assert row.changes == ()


def test_a_gap_between_years_is_named_and_not_bridged() -> None:
    found = compare({2021: of(2021, t3__carried_out__total=9), 2024: of(2024)})
    assert found.gaps == (2022, 2023)
    assert codes(found) == []
    assert found.notes[0] == "缺少 2022 至 2023 年度的报告，其前后不能衔接核对。"


def test_editions_meet_in_the_cells_they_share() -> None:
    first = of(2020, "2019", t3__other__total=7)
    second = of(2021, t3__other__fee_lapsed__total=2, t3__other__other__total=3)
    found = compare({2020: first, 2021: second})
    (row,) = [row for row in found.rows if row.cell == "t3.other.total"]
    assert row.values == {2020: 7, 2021: 5}
    assert not any(row.cell.startswith("t3.other.other.") for row in found.rows)
    assert "2020 与 2021 年度格式不同，只比较共有的项目，细分的项目按合计比较。" in found.notes


def test_a_group_with_an_unread_member_has_no_sum() -> None:
    report = of(2021, t3__other__other__total=3)
    figures = {cell: figure for cell, figure in report.figures.items() if cell != "t3.other.fee_lapsed.total"}
    values = common_values(replace(report, figures=figures), formats().values())
    assert "t3.other.total" not in values
    assert values["t3.other.natural_person"] == 0


def test_a_report_without_a_form_takes_no_part_in_the_table() -> None:
    unknown = replace(of(2023), form=None)
    found = compare({2023: unknown, 2024: of(2024)})
    assert all(list(row.values) == [2024] for row in found.rows)


def test_text_taken_over_from_the_year_before_is_found_with_its_share() -> None:
    first, second = (report_of(document(a_report("无。", year=year, overview=WORDS))) for year in (2023, 2024))
    found = compare({2023: first, 2024: second})
    (finding,) = [finding for _, finding in found.findings if finding.code == "near-copy"]
    assert "超过 50%，属内容雷同" in finding.sentence
    assert found.copies[0].likeness.passages
    assert finding.cite == "annual-format-2021 principle"


def test_years_before_the_threshold_show_the_share_and_accuse_nobody() -> None:
    first, second = (report_of(document(a_report("无。", year=year, overview=WORDS))) for year in (2018, 2019))
    found = compare({2018: first, 2019: second})
    assert found.copies[0].likeness.share > 0.5
    assert "near-copy" not in [code for _, code in codes(found)]


def test_nothing_to_compare_is_no_error() -> None:
    assert compare({}).years == ()
    assert compare({2024: of(2024)}).findings == ()
