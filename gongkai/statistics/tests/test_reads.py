"""The column: what is found by which words and filters, and what never shows."""

from __future__ import annotations

import pytest

from gongkai.kit.who import VISITOR
from gongkai.statistics import reads
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.actions.withdraw_annual_report import withdraw_annual_report
from gongkai.statistics.reads import Wanted
from gongkai.statistics.tests.conftest import NOW, ORIGINAL, PUBLISHER, a_report, files_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(quangang: Agency) -> Agency:
    """Two years without fault, one with, one withdrawn."""
    for report in (a_report(2022), a_report(2023), a_report(2024, t3__granted__total=7), a_report(2025)):
        publish_annual_report(report, agency=quangang, original=ORIGINAL, actor=PUBLISHER, now=NOW, render=files_of)
    withdraw_annual_report(agency=quangang, year=2023, reason="误发", actor=PUBLISHER, now=NOW)
    return quangang


def years(wanted: Wanted) -> list[int]:
    """The years found."""
    return [row.year for row in reads.column(VISITOR, wanted)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), [2025, 2024, 2023, 2022]),
        (Wanted(words="2024"), [2024]),
        (Wanted(words="泉港 年度报告"), [2025, 2024, 2023, 2022]),
        (Wanted(words="泉港政办[2026]2号"), [2025, 2024, 2023, 2022]),
        (Wanted(words="泉港政办（2026）"), [2025, 2024, 2023, 2022]),
        (Wanted(words="鲤城"), []),
        (Wanted(agency="quangang", edition="2021"), [2025, 2024, 2023, 2022]),
        (Wanted(edition="2019"), []),
        (Wanted(findings="errors"), [2024]),
        (Wanted(agency="nobody"), []),
    ],
)
def test_the_column_gives_what_is_asked_for(column: Agency, wanted: Wanted, expected: list[int]) -> None:
    assert years(wanted) == expected


def test_with_and_without_findings_are_all_published_years(column: Agency) -> None:
    assert sorted(years(Wanted(findings="any")) + years(Wanted(findings="none"))) == [2022, 2024, 2025]


def test_the_series_leaves_out_what_was_withdrawn(column: Agency) -> None:
    assert [report.year for report in reads.series(VISITOR, column)] == [2022, 2024, 2025]


def test_the_year_before_is_given_only_when_public(column: Agency) -> None:
    assert reads.last_year(VISITOR, column, 2024) is None
    before = reads.last_year(VISITOR, column, 2025)
    assert before is not None
    assert before.year == 2024


def test_the_list_does_not_carry_the_contents(column: Agency) -> None:
    assert "content" in reads.column(VISITOR, Wanted())[0].get_deferred_fields()


def test_the_newest_are_published_ones(column: Agency) -> None:
    assert [row.year for row in reads.newest(VISITOR, 2)] == [2025, 2024]


def test_the_agencies_of_the_column_are_those_with_reports(column: Agency) -> None:
    Agency.objects.create(code="silent", name="某局", short="某局", level=Agency.Level.DEPARTMENT)
    assert list(reads.agencies_with_reports(VISITOR)) == [column]
