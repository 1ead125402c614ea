"""On the first of every month each number and limit has one answer from its first day on, and none before."""

from datetime import date

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.dated import parameters
from gongkai.law.deadline_rules import AGENCY_SETS, PROMPTLY, deadlines
from gongkai.law.deadline_words import words
from gongkai.law.deadlines import Entry, EntryKind, due, start
from gongkai.law.errors import CalendarNotPublished, UnknownLaw
from gongkai.law.on import law_on
from gongkai.law.tests.test_time_sweep import before, months, unanswered

YEARS = Calendars.published().years

# The limits of the law by number; the letters are companions that the same articles fix. D36: what a ruling sets.
NUMBERS = [f"D{number:02d}" for number in range(1, 37)]
LOCAL = ["L01", "L02"]


def test_every_limit_of_the_table_is_registered() -> None:
    assert sorted({limit.number[:3] for limit in deadlines().values()}) == [*NUMBERS, *LOCAL]
    assert {limit.number for limit in deadlines().values() if len(limit.number) == 3} == {*NUMBERS, *LOCAL}


def test_every_number_has_one_value_a_month_from_its_first_day() -> None:
    for number in parameters().values():
        assert unanswered(number.at) == before(number.values[0].since), number.id


def test_every_limit_has_one_row_a_month_from_its_first_day() -> None:
    for limit in deadlines().values():
        assert unanswered(limit.at) == before(limit.history[0].since), limit.id


def test_the_length_of_a_limit_is_known_whenever_the_limit_is() -> None:
    for limit in deadlines().values():
        for row in limit.history:
            if row.length not in (AGENCY_SETS, PROMPTLY):
                assert parameters()[row.length].at(row.since).value
            if row.extension and row.extension.length != AGENCY_SETS:
                assert parameters()[row.extension.length].at(row.since).value
            if row.latest:
                assert parameters()[row.latest.length].at(row.since).value
            assert words().counted(row.unit, row.since).cite


@pytest.mark.parametrize("rule", sorted(deadlines()))
def test_each_month_gives_a_last_day_or_says_what_is_missing(rule: str) -> None:
    limit = deadlines()[rule]
    calendars = Calendars.published()
    for day in months():
        if day < limit.history[0].since:
            with pytest.raises(UnknownLaw):
                due(rule, [start(day)], calendars)
            continue
        row = limit.at(day)
        begun = [start(day), *([Entry(EntryKind.OUTER_START, day)] if row.latest else [])]
        provisional = due(rule, begun, calendars, provisional=True)
        try:
            found = due(rule, begun, calendars)
        except CalendarNotPublished:
            assert provisional.provisional
            continue
        assert found == provisional and not found.provisional
        if row.length in (AGENCY_SETS, PROMPTLY):
            assert found.last_day is None
        else:
            assert found.last_day is not None and found.last_day > day
            assert row.unit == "month_day" or found.last_day.year in YEARS


def test_the_law_of_a_day_is_complete() -> None:
    today = law_on(date(2026, 11, 21))
    assert today.unknown == ()
    assert len(today.parameters) == len(parameters()) and len(today.deadlines) == len(deadlines())
    assert [limit.number for limit in today.deadlines] == sorted(limit.number for limit in today.deadlines)
    reply = next(limit for limit in today.deadlines if limit.id == "reply")
    assert (reply.number, reply.said, reply.length, reply.basis) == (
        "D06",
        "20 个工作日",
        20,
        "《条例》第三十三条第二款",
    )
    said = {limit.id: limit.said for limit in today.deadlines}
    assert said["department_report"] == "1 月 31 日前"
    assert said["two_halls_delivery"] == "及时（没有规定天数）"
    assert said["correction_response"] == "由行政机关确定合理期限"


def test_the_law_of_an_early_day_names_what_is_unknown() -> None:
    early = law_on(date(2009, 1, 1))
    assert next(limit for limit in early.deadlines if limit.id == "reply").said == "15 个工作日"
    assert {"fee_payment", "correction_notice", "fee_payment.working_days"} <= set(early.unknown)
    before_all = law_on(date(2008, 4, 30))
    assert before_all.deadlines == () and before_all.parameters == ()
