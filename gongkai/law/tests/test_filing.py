"""Periods, their last days and forms, and the reasons for a difference."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.errors import LawDataError, UnknownLaw
from gongkai.law.filing_reasons import reasons
from gongkai.law.filing_schedule import filing_due, filing_form, filing_periods, span, span_before, spans_ended
from gongkai.law.loading import DATA


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the law data with one change in the schedule."""
    shutil.copytree(DATA, tmp_path / "data")
    file = tmp_path / "data" / "filing" / "schedule.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("code", "year", "number", "first", "last", "due", "government", "form"),
    [
        ("year", 2025, 0, date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 31), "2021"),
        ("year", 2019, 0, date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 31), date(2020, 3, 31), "2019"),
        # Before the Regulation of 2019 everybody had until the end of March.
        ("year", 2017, 0, date(2017, 1, 1), date(2017, 12, 31), date(2018, 3, 31), date(2018, 3, 31), "pre2019-fujian"),
        ("quarter", 2025, 4, date(2025, 10, 1), date(2025, 12, 31), date(2026, 1, 15), date(2026, 1, 15), "2021"),
        ("month", 2024, 2, date(2024, 2, 1), date(2024, 2, 29), date(2024, 3, 10), date(2024, 3, 10), "2021"),
    ],
)
def test_a_period_has_its_days_its_last_day_to_file_and_its_form(
    code: str, year: int, number: int, first: date, last: date, due: date, government: date, form: str
) -> None:
    one = span(code, year, number)
    assert (one.first, one.last, filing_form(one).id) == (first, last, form)
    assert (filing_due(one, government=False), filing_due(one, government=True)) == (due, government)


def test_before_a_first_month_comes_the_last_of_the_year_before() -> None:
    assert span_before(span("month", 2025, 1)) == span("month", 2024, 12)
    assert span_before(span("quarter", 2025, 2)) == span("quarter", 2025, 1)
    assert span_before(span("year", 2025, 0)) == span("year", 2024, 0)


def test_only_ended_periods_since_the_beginning_are_due() -> None:
    titles = [one.title for one in spans_ended("quarter", date(2025, 6, 30), date(2026, 1, 1))]
    assert titles == ["2025年第2季度", "2025年第3季度", "2025年第4季度"]
    assert spans_ended("year", date(2026, 1, 1), date(2026, 12, 31)) == []


def test_what_nobody_registered_is_not_guessed(tmp_path: Path) -> None:
    assert [one.code for one in filing_periods(date(2020, 1, 1))] == ["year", "quarter"]
    with pytest.raises(UnknownLaw, match="month"):
        span("month", 2020, 1)
    with pytest.raises(UnknownLaw, match="没有第 5 期季报"):
        span("quarter", 2025, 5)
    with pytest.raises(UnknownLaw):
        filing_periods(date(2008, 4, 30))
    with pytest.raises(LawDataError, match="有且只有一项"):
        span("month", 2025, 1, changed(tmp_path, "day = 10\n", ""))


def test_a_day_off_is_passed_over_only_where_the_row_says_so(tmp_path: Path) -> None:
    # 15 October 2022 was a Saturday.
    assert filing_due(span("quarter", 2022, 3), government=False) == date(2022, 10, 15)
    root = changed(tmp_path, "day = 15\n", "day = 15\nmoved = true\n")
    assert filing_due(span("quarter", 2022, 3, root), government=False, root=root) == date(2022, 10, 17)


def test_reasons_go_with_the_kind_of_relation() -> None:
    on = date(2025, 12, 31)
    carried, stock = ({one.code for one in reasons(kind, on)} for kind in ("carried_from_last_year", "stock"))
    assert {"merger", "reclassification", "correction", "other"} == carried
    assert stock - carried == {"lapse"}
    assert reasons("sum", on) == () == reasons("balance", on)
