"""How a column stands: the earlier of the list's interval and the inspection's limit, and told before it fails."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inspection.decide import INSPECTION, INTERVAL, STATES, Promise, due, fails_after, standing
from gongkai.law.calendar import Calendars
from gongkai.law.inspection import column_kind_of

CALENDARS = Calendars.published()
BEGINS = date(2026, 3, 2)


def promise(kind: str = "news", every: int = 0, unit: str = "working_day") -> Promise:
    return Promise(column_kind_of(kind, BEGINS), every, unit, BEGINS)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 3, 10), "fresh"),
        (date(2026, 3, 18), "fresh"),
        (date(2026, 3, 19), "near"),
        (date(2026, 3, 24), "near"),
        (date(2026, 3, 25), "stale"),
        (date(2027, 3, 10), "stale"),
        (date(2027, 3, 11), "long_stale"),
    ],
)
def test_news_are_near_three_working_days_before_and_stale_the_day_after(on: date, state: str) -> None:
    found = standing(promise(), date(2026, 3, 10), on, CALENDARS)
    assert (found.state, found.due_on) == (state, date(2026, 3, 24))
    assert fails_after(found) == date(2026, 3, 25)
    assert found.failed == (on >= date(2026, 3, 25))


def test_a_generous_interval_does_not_outlast_the_inspection_and_a_strict_one_comes_first() -> None:
    updated = date(2026, 3, 10)
    assert due(promise("news", 3, "month"), updated, CALENDARS).by == INSPECTION
    strict = due(promise("notice", 1, "week"), updated, CALENDARS)
    assert (strict.on, strict.by) == (date(2026, 3, 17), INTERVAL)
    found = standing(promise("notice", 1, "week"), updated, date(2026, 3, 18), CALENDARS)
    assert (found.state, found.failed) == ("stale", False)


def test_an_empty_column_is_late_from_the_lists_first_day_and_a_standing_one_only_when_empty() -> None:
    empty = standing(promise("standing"), None, BEGINS, CALENDARS)
    assert (empty.state, empty.due_on, empty.behind) == ("empty", BEGINS, True)
    kept = standing(promise("standing"), date(2020, 1, 2), date(2026, 3, 10), CALENDARS)
    assert (kept.state, kept.due_on, kept.long) == ("fresh", None, False)


def test_what_was_late_before_the_list_began_is_due_on_its_first_day() -> None:
    assert due(promise(), date(2025, 6, 1), CALENDARS).on == BEGINS


def test_a_year_without_its_holidays_yet_does_not_stop_the_clock() -> None:
    found = standing(promise("notice", 200, "working_day"), date(2026, 11, 2), date(2026, 12, 30), CALENDARS)
    assert (found.state, found.due_on) == ("fresh", date(2027, 5, 2))


@given(
    kind=st.sampled_from(("news", "notice", "other", "standing")),
    every=st.integers(0, 60),
    unit=st.sampled_from(("working_day", "week", "month")),
    updated=st.dates(date(2024, 1, 1), date(2026, 3, 1)),
    days=st.integers(0, 800),
)
def test_a_column_never_gets_better_by_waiting(kind: str, every: int, unit: str, updated: date, days: int) -> None:
    made, on = promise(kind, every, unit), updated + timedelta(days=days)
    here = standing(made, updated, on, CALENDARS)
    later = standing(made, updated, on + timedelta(days=1), CALENDARS)
    assert STATES.index(later.state) <= STATES.index(here.state)
    # Nobody fails an inspection without having been told before: late or near by then.
    assert not here.failed or here.state in ("stale", "long_stale") or on <= BEGINS + timedelta(days=30)
