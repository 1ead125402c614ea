"""The calendars as published: every day against two independent tables, and the numbers the notices lead to."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Calendars, Kind
from gongkai.law.calendar_rows import published_years
from gongkai.law.errors import CalendarNotPublished

FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]

# Days on which a table differs from the notices, with the reason. None is known; a new one must be explained here.
EXPLAINED: dict[date, str] = {}


@cache
def published() -> Calendars:
    return Calendars.published()


def test_every_day_agrees_with_chinese_calendar() -> None:
    different = {day for day in DAYS if published().is_working_day(day) != chinese_calendar.is_workday(day)}
    assert different == set(EXPLAINED)


def test_every_day_agrees_with_holidays() -> None:
    table = holidays.country_holidays("CN", years=range(2017, 2027))
    worked = table.weekend_workdays

    def works(day: date) -> bool:
        return day in worked or (day.weekday() < 5 and day not in table)

    different = {day for day in DAYS if published().is_working_day(day) != works(day)}
    assert different == set(EXPLAINED)


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_each_year_has_its_working_days(year: int, number: int) -> None:
    assert published().working_days_between(date(year, 1, 1) - timedelta(days=1), date(year, 12, 31)) == number


def test_2026_has_its_working_days_month_by_month() -> None:
    ends = [date(2026, month, 1) - timedelta(days=1) for month in range(1, 13)] + [LAST]
    months = [published().working_days_between(a, b) for a, b in pairwise(ends)]
    assert months == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


@pytest.mark.parametrize(
    ("day", "kind", "reason", "cite"),
    [
        (date(2026, 2, 14), Kind.MAKE_UP, "周六调休上班（春节），依据《2026年节假日安排通知》", "holiday-notice-2026"),
        (date(2026, 2, 16), Kind.HOLIDAY, "春节放假，依据《2026年节假日安排通知》", "holiday-notice-2026"),
        (date(2026, 2, 7), Kind.WEEKEND, "周六，休息日", ""),
        (date(2026, 2, 9), Kind.WORKDAY, "周一，工作日", ""),
        (date(2020, 2, 1), Kind.HOLIDAY, "春节放假，依据《延长2020年春节假期的通知》", "spring-festival-notice-2020"),
        (date(2018, 12, 31), Kind.HOLIDAY, "元旦放假，依据《2019年节假日安排通知》", "holiday-notice-2019"),
    ],
)
def test_a_day_says_why_it_is_worked_or_not(day: date, kind: Kind, reason: str, cite: str) -> None:
    found = published().kind_of(day)
    assert (found.kind, found.reason, found.cite, found.provisional) == (kind, reason, cite, False)


def test_what_was_known_on_an_earlier_day_can_be_asked() -> None:
    eve = Calendars.published(known_on=date(2020, 1, 25))
    assert eve.is_working_day(date(2020, 2, 1)) and eve.is_working_day(date(2020, 1, 31))
    assert not published().is_working_day(date(2020, 1, 31))
    assert eve.years == (2017, 2018, 2019, 2020)


@pytest.mark.parametrize("year", [2016, 2027])
def test_a_year_without_its_notice_stops_and_says_how_to_enter_it(year: int) -> None:
    sentence = (
        f"{year} 年的节假日安排还没有录入（现有 2017 年至 2026 年），不能计算到该年的工作日；"
        f"国务院办公厅通知公布后，请按 calendars/{year}.toml 的格式录入该年日历。"
    )
    for ask in (
        lambda: published().kind_of(date(year, 3, 1)),
        lambda: published().is_working_day(date(year, 3, 1)),
        lambda: published().add_working_days(date(year, 3, 1), 1),
        lambda: published().working_days_between(
            date(2026, 12, 1), date(2027, 1, 2) if year > 2026 else date(2016, 1, 2)
        ),
    ):
        with pytest.raises(CalendarNotPublished) as refused:
            ask()
        assert (refused.value.sentence, refused.value.code) == (sentence, "calendar-not-published")


def test_a_count_that_leaves_the_years_entered_stops() -> None:
    assert published().add_working_days(date(2026, 12, 30), 1) == LAST
    with pytest.raises(CalendarNotPublished, match=r"^2027 年的节假日安排还没有录入"):
        published().next_working_day(LAST)
    with pytest.raises(CalendarNotPublished, match=r"^2016 年的节假日安排还没有录入"):
        published().add_working_days(date(2017, 1, 3), -1)


def test_the_day_a_count_starts_from_need_not_be_known() -> None:
    assert published().add_working_days(date(2016, 12, 31), 1) == date(2017, 1, 3)
    assert published().add_working_days(date(2027, 1, 1), -1) == LAST
    assert published().working_days_between(date(2016, 12, 31), date(2017, 1, 3)) == 1


def test_a_count_never_jumps_over_a_year_that_is_missing() -> None:
    gap = Calendars(year for year in published_years() if year.year != 2022)
    with pytest.raises(CalendarNotPublished, match=r"^2022 年"):
        gap.add_working_days(date(2021, 12, 31), 1)
    with pytest.raises(CalendarNotPublished, match=r"^2022 年"):
        gap.add_working_days(date(2023, 1, 1), -1)


def test_no_calendar_at_all_says_so() -> None:
    with pytest.raises(CalendarNotPublished, match="尚未录入任何年份"):
        Calendars([]).is_working_day(FIRST)


def test_a_provisional_day_is_told_by_weekends_and_marked() -> None:
    new_year = published().kind_of(date(2027, 1, 1), provisional=True)
    assert (new_year.working, new_year.provisional) == (True, True)
    assert new_year.reason == "周五，工作日（暂定：2027 年节假日安排尚未公布）"
    assert not published().kind_of(date(2027, 1, 2), provisional=True).working
    assert not published().kind_of(date(2026, 1, 2), provisional=True).provisional


def test_no_days_cannot_be_added() -> None:
    with pytest.raises(ValueError, match="不能为零"):
        published().add_working_days(FIRST, 0)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DAYS[300:-400]), st.integers(1, 150))
def test_counting_back_undoes_counting_on(start: date, number: int) -> None:
    there = published().add_working_days(start, number)
    assert published().working_days_between(start, there) == number
    assert published().working_days_between(there, start) == -number
    assert published().is_working_day(there)
    assert published().add_working_days(there + timedelta(days=1), -1) == there
    back = published().add_working_days(there, -number)
    assert back <= start and published().next_working_day(back) > start
