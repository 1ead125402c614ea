"""Days of delivery against the real calendars of 2017 to 2026, and broken rows."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendars
from gongkai.law.deposit import (
    LIST_COPIES,
    REPLACEMENT_ELECTRONIC,
    REPLACEMENT_PAPER,
    copies,
    deposit_rule,
    deposit_rules,
    due_after,
    due_days,
    electronic_formats,
    list_columns,
    turn_of,
    turns,
    wording,
)
from gongkai.law.errors import CalendarNotPublished, LawDataError, UnknownLaw
from gongkai.law.loading import DATA

CALENDARS = Calendars.published()
FUJIAN = deposit_rule("fujian", date(2024, 1, 1))
COUNTY = deposit_rule("county_monthly", date(2024, 1, 1))
RULES = st.sampled_from([FUJIAN, COUNTY])
DAYS = st.dates(date(2017, 2, 1), date(2026, 11, 30))
YEARS = range(2017, 2027)


def test_the_days_of_2026_pass_over_spring_festival_and_national_day() -> None:
    days = due_days(2026, FUJIAN, CALENDARS)
    assert len(days) == 24
    # The 20th of September is worked in exchange; the 5th of October is within the holiday.
    assert {date(2026, 2, 24), date(2026, 9, 20), date(2026, 10, 8)} <= set(days)
    assert not {date(2026, 2, 20), date(2026, 10, 5)} & set(days)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("rule", [FUJIAN, COUNTY], ids=lambda rule: rule.code)
def test_every_day_of_delivery_is_worked_and_nothing_worked_lies_between_it_and_its_nominal_day(
    year: int, rule: object
) -> None:
    assert rule in (FUJIAN, COUNTY)
    given_rule = FUJIAN if rule is FUJIAN else COUNTY
    nominal = [date(year, month, day) for month in range(1, 13) for day in given_rule.days]
    days = due_days(year, given_rule, CALENDARS)
    assert list(days) == sorted(set(days))
    for due, named in zip(days, nominal, strict=True):
        assert CALENDARS.is_working_day(due)
        between = [named + timedelta(days=n) for n in range((due - named).days)]
        assert not any(CALENDARS.is_working_day(day) for day in between)


@given(RULES, DAYS, st.integers(0, 900))
def test_the_intervals_follow_each_other_without_gap_and_end_in_time(rule: object, since: date, length: int) -> None:
    used = FUJIAN if rule is FUJIAN else COUNTY
    until = min(since + timedelta(days=length), date(2026, 11, 30))
    found = list(turns(used, since, until, CALENDARS))
    assert all(one.begins < one.ends <= one.due for one in found)
    assert all(one.ends == other.begins for one, other in pairwise(found))
    if found:
        assert found[0].begins == since
        assert found[-1].ends <= until
    else:
        assert turn_of(used, since, CALENDARS).ends > until


# The interval after the last day's must still be due in a year whose calendar is out.
@given(RULES, st.dates(date(2017, 2, 1), date(2026, 10, 31)))
def test_every_day_falls_into_one_interval(rule: object, day: date) -> None:
    used = FUJIAN if rule is FUJIAN else COUNTY
    turn = turn_of(used, day, CALENDARS)
    assert turn.begins <= day < turn.ends
    assert turn_of(used, turn.begins, CALENDARS) == turn
    assert turn_of(used, turn.ends, CALENDARS).begins == turn.ends


@given(RULES, DAYS)
def test_the_next_day_of_delivery_is_later_and_the_first_such(rule: object, day: date) -> None:
    used = FUJIAN if rule is FUJIAN else COUNTY
    after = due_after(day, used, CALENDARS)
    known = [due for year in (day.year - 1, day.year, day.year + 1) if year in YEARS for due in
             due_days(year, used, CALENDARS)]  # fmt: skip
    assert after == min(due for due in known if due > day)


def test_a_county_delivers_the_month_before_by_the_fifth() -> None:
    turn = turn_of(COUNTY, date(2026, 3, 31), CALENDARS)
    assert (turn.begins, turn.ends, turn.due) == (date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 7))


def test_a_year_without_its_calendar_and_a_day_without_a_rule_stop() -> None:
    with pytest.raises(CalendarNotPublished):
        due_days(2031, FUJIAN, CALENDARS)
    with pytest.raises(UnknownLaw):
        deposit_rules(date(2016, 12, 31))
    with pytest.raises(UnknownLaw):
        deposit_rule("county_monthly", date(2022, 12, 31))
    with pytest.raises(UnknownLaw):
        wording("anything", date(2026, 1, 1))


def test_copies_formats_and_the_list_are_as_registered() -> None:
    on = date(2026, 1, 1)
    assert [copies(one, on) for one in (LIST_COPIES, REPLACEMENT_PAPER, REPLACEMENT_ELECTRONIC)] == [2, 2, 2]
    assert [(one.code, one.made) for one in electronic_formats(on)] == [("pdf", True), ("ceb", False)]
    # The list stands on the text width of A4.
    assert sum(one.width for one in list_columns(on)) == 156


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("days = [5, 20]", "days = [5]", "一样多"),
        ("days = [5, 20]", "days = [4, 20]", "不得早于"),
        ("closes = [5, 20]", "closes = [20, 5]", "先后"),
        ("closes = [5, 20]", "closes = []", "至少一个"),
        ("days = [5, 20]", "days = [5, 31]", "1 至 28"),
        ("days = [5, 20]", 'days = "5"', "1 至 28"),
    ],
)
def test_a_broken_rule_names_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    for folder in ("delivery", "instruments"):
        (tmp_path / folder).mkdir()
        for file in (DATA / folder).glob("*.toml"):
            (tmp_path / folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    rules = tmp_path / "delivery" / "rules.toml"
    rules.write_text(rules.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(LawDataError, match=says):
        deposit_rules(date(2026, 1, 1), tmp_path)
