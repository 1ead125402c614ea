"""What must hold for any period: longer is never earlier, a holiday never brings a day forward, a pause adds itself."""

from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.calendar import Calendars
from gongkai.law.calendar_rows import Notice, SwappedDay, YearCalendar, published_years
from gongkai.law.counting import Pause, Period, after_months, count, next_month_day
from gongkai.law.deadlines import Entry, EntryKind, due, start

FEW = settings(max_examples=40, deadline=None)
DAYS = st.dates(date(2018, 1, 1), date(2025, 6, 30))
UNITS = st.sampled_from(["working_day", "day", "month"])
K = EntryKind


@cache
def published() -> Calendars:
    return Calendars.published()


def period(begins: date, length: int, unit: str, pauses: tuple[Pause, ...] = ()) -> Period:
    return Period(begins, length, unit, pauses, unit != "working_day", "litigation-interpretation-2018 art.48")


def last(found: Period, calendars: Calendars | None = None) -> date:
    answer = count(found, calendars or published()).due
    assert answer is not None
    return answer


@FEW
@given(DAYS, st.integers(1, 12), UNITS)
def test_a_longer_period_never_ends_earlier(begins: date, length: int, unit: str) -> None:
    assert begins < last(period(begins, length, unit)) <= last(period(begins, length + 1, unit))


@FEW
@given(DAYS, st.integers(1, 40), UNITS)
def test_a_later_start_never_ends_earlier(begins: date, length: int, unit: str) -> None:
    length = min(length, 12) if unit == "month" else length
    assert last(period(begins, length, unit)) <= last(period(begins + timedelta(days=1), length, unit))


@FEW
@given(DAYS, st.integers(1, 40), UNITS, st.integers(1, 60))
def test_another_holiday_never_brings_the_last_day_forward(begins: date, length: int, unit: str, later: int) -> None:
    length = min(length, 12) if unit == "month" else length
    off = begins + timedelta(days=later)
    extra = Notice(off, "测试", "", (SwappedDay(off, True, "测试", "测试", ""),))
    years = {year.year: year for year in published_years()}
    old = years[off.year]
    more = published().with_year(YearCalendar(off.year, (*old.notices, extra)))
    assert last(period(begins, length, unit), more) >= last(period(begins, length, unit))


@FEW
@given(DAYS, st.integers(1, 40))
def test_working_days_can_be_counted_back(begins: date, length: int) -> None:
    ends = last(period(begins, length, "working_day"))
    assert ends == published().add_working_days(begins, length)
    assert published().working_days_between(begins, ends) == length


@FEW
@given(DAYS, st.integers(1, 40), UNITS)
def test_the_trail_counts_exactly_the_length_and_skips_no_day(begins: date, length: int, unit: str) -> None:
    length = min(length, 12) if unit == "month" else length
    found = count(period(begins, length, unit), published())
    assert [step.ordinal for step in found.steps if step.ordinal is not None] == list(range(1, length + 1))
    if unit != "month":
        days = [step.day for step in found.steps]
        assert days == [begins + timedelta(days=number) for number in range(1, (days[-1] - begins).days + 1)]
        assert days[-1] == found.due


@FEW
@given(DAYS, st.integers(0, 12), st.integers(1, 40))
def test_a_pause_of_k_working_days_moves_the_last_day_by_k(begins: date, after: int, lasts: int) -> None:
    plain = due("reply", [start(begins)], published()).last_day
    sent = begins + timedelta(days=after)
    answered = sent + timedelta(days=lasts)
    paused = due(
        "reply",
        [start(begins), Entry(K.PAUSE, sent, "third_party"), Entry(K.RESUME, answered, "third_party")],
        published(),
    ).last_day
    assert plain is not None and paused is not None
    k = published().working_days_between(sent, answered)
    moved = published().add_working_days(plain, k) if k else plain
    assert paused == moved


@FEW
@given(DAYS, st.integers(1, 6), st.integers(0, 25), st.integers(1, 40))
def test_days_left_out_of_months_are_added_at_the_end(begins: date, months: int, after: int, lasts: int) -> None:
    sent = begins + timedelta(days=after)
    pause = Pause("obstacle", sent, sent + timedelta(days=lasts), "停", "")
    bare = Period(begins, months, "month", (pause,), False, "")
    nominal = after_months(begins, months)
    inside = sum(pause.covers(begins + timedelta(days=number)) for number in range(1, (nominal - begins).days + 1))
    found = last(bare)
    free = [
        day
        for number in range(1, (found - nominal).days + 1)
        if not pause.covers(day := nominal + timedelta(days=number))
    ]
    assert len(free) == inside


@FEW
@given(DAYS, st.integers(1, 40), st.integers(0, 80), UNITS)
def test_stopping_early_gives_the_last_day_only_if_it_was_reached(
    begins: date, length: int, upto: int, unit: str
) -> None:
    length = min(length, 2) if unit == "month" else length
    until = begins + timedelta(days=upto)
    bare = Period(begins, length, unit, (), False, "")
    full = last(bare)
    assert count(bare, published(), upto=until).due == (full if full <= until else None)


def test_months_end_on_the_corresponding_day_or_the_last() -> None:
    assert after_months(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert after_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert after_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert after_months(date(2024, 11, 30), 1) == date(2024, 12, 30)


def test_a_day_of_the_year_is_the_next_one() -> None:
    assert next_month_day(date(2025, 12, 31), 131) == date(2026, 1, 31)
    assert next_month_day(date(2026, 1, 31), 131) == date(2027, 1, 31)


def test_a_last_day_off_moves_on_and_says_why() -> None:
    found = count(period(date(2026, 9, 21), 15, "day"), published())
    assert found.due == date(2026, 10, 8)
    rolled = [step.reason for step in found.steps if step.reason.startswith("最后一日遇")]
    assert rolled[0] == "最后一日遇国庆节放假，依据《2026年节假日安排通知》，顺延一日" and len(rolled) == 2
