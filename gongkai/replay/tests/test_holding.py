"""A difference stands only on a finding of the report's own; any other is a difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.replay.derive import added, derive
from gongkai.replay.holding import compare, misread
from gongkai.replay.tests.reports import SAMPLES, sample, with_values


def verdicts(report: object, computed: dict[str, Decimal]) -> dict[str, str]:
    return {one.cell: one.verdict for one in compare(report, computed) if one.verdict != "equal"}  # type: ignore[arg-type]


@pytest.mark.parametrize(("year", "unit"), SAMPLES)
def test_the_same_figures_are_equal_and_one_more_is_different(year: int, unit: str) -> None:
    report = sample(year, unit)
    assert verdicts(report, report.values) == {}
    for cell in report.values:
        broken = report.values | {cell: report.values[cell] + 1}
        assert verdicts(report, broken) == {cell: "different"}


def test_decisions_filled_in_from_items_are_explained_only_where_the_checks_say_so_and_nothing_was_registered() -> None:
    report = sample(2019, "泉港区")
    rows = ("licence", "other_services", "penalty", "coercion")
    assert misread(report) == {f"t2.{row}.decisions" for row in rows}
    nothing = report.values | {f"t2.{row}.decisions": Decimal(0) for row in rows}
    assert set(verdicts(report, nothing).values()) == {"explained"} and len(verdicts(report, nothing)) == 4
    said = next(one.reason for one in compare(report, nothing) if one.cell == "t2.licence.decisions")
    assert "899" in said and "R10" in said
    assert verdicts(report, report.values | {"t2.licence.decisions": Decimal(3)}) == {
        "t2.licence.decisions": "different"
    }
    # The items themselves are no decisions, though the same finding names them.
    assert verdicts(report, report.values | {"t2.licence.items_last_year": Decimal(0)}) == {
        "t2.licence.items_last_year": "different"
    }
    assert misread(sample(2020, "鲤城区")) == set()


def test_a_broken_figure_is_explained_by_the_mend_that_the_checks_propose_and_by_no_other_figure() -> None:
    report = sample(2025, "泉港区")
    cell = "t3.granted.natural_person"
    broken = with_values(report, report.values | {cell: Decimal(25)})
    assert verdicts(broken, report.values) == {cell: "explained"}
    assert verdicts(broken, report.values | {cell: Decimal(23)}) == {cell: "different"}


def test_what_cannot_be_read_is_explained_as_such() -> None:
    report = sample(2025, "泉港区")
    values = {cell: value for cell, value in report.values.items() if cell != "t2.licence.decisions"}
    lost = with_values(report, values)
    found = {one.cell: one for one in compare(lost, report.values)}["t2.licence.decisions"]
    assert (found.verdict, found.published) == ("explained", None) and "2505" in found.reason


def test_one_wrong_figure_of_the_tables_of_requests_and_cases_is_always_explained_by_a_finding() -> None:
    report = sample(2025, "泉港区")
    for cell in (one for one in report.values if one.startswith("t4.") or one.endswith("granted.total")):
        broken = with_values(report, report.values | {cell: report.values[cell] + 1})
        assert broken.form is not None
        ours = broken.values | added(derive(broken), broken.form)
        found = verdicts(broken, ours)
        assert found and set(found.values()) == {"explained"}, cell


def test_a_slip_that_no_relation_sees_is_played_as_it_stands() -> None:
    report = sample(2025, "泉港区")
    cell = "t2.licence.decisions"
    wrong = with_values(report, report.values | {cell: report.values[cell] + 1})
    assert derive(wrong).counted[cell] == wrong.values[cell] and not wrong.mends
    assert verdicts(wrong, report.values) == {cell: "different"}


def test_a_total_that_is_not_the_sum_is_explained_by_that_sum_alone() -> None:
    report = sample(2025, "泉港区")
    cell = "t4.reconsideration.total"
    broken = with_values(report, report.values | {cell: Decimal(13)})
    said = next(one.reason for one in compare(broken, report.values) if one.cell == cell)
    assert "R4" in said and "12" in said
    assert verdicts(broken, report.values | {cell: Decimal(11)}) == {cell: "different"}
