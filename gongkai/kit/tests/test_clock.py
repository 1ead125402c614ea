"""The clock gives Beijing time, aware."""

from __future__ import annotations

from datetime import timedelta

from gongkai.kit import clock


def test_the_clock_is_eight_hours_ahead_of_greenwich() -> None:
    assert clock.now().utcoffset() == timedelta(hours=8)


def test_today_is_the_day_in_beijing() -> None:
    before, today, after = clock.now().date(), clock.today(), clock.now().date()
    assert before <= today <= after
