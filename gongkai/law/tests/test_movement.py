"""Clocks that move when a notice changes a calendar, and those that stay."""

from datetime import date

from gongkai.law.calendar import Calendars
from gongkai.law.calendar_rows import calendar_from
from gongkai.law.deadlines import Entry, EntryKind, start
from gongkai.law.movement import OpenClock, moved
from gongkai.law.tests.test_calendar_entry import SAMPLE


def test_the_longer_spring_festival_of_2020_moved_the_clocks_that_ran_over_it() -> None:
    before = Calendars.published(known_on=date(2020, 1, 25))
    after = Calendars.published(known_on=date(2020, 1, 26))
    clocks = [
        OpenClock("甲", "reply", [start(date(2020, 1, 10))]),
        OpenClock("乙", "reply", [start(date(2019, 12, 20))]),
        OpenClock("丙", "third_party_opinion", [start(date(2020, 1, 20))]),
        OpenClock("丁", "reply", [start(date(2020, 1, 10)), Entry(EntryKind.AWAIT, date(2020, 1, 15), "correction")]),
    ]
    found = moved(clocks, before, after)
    assert [(one.id, one.before, one.after) for one in found] == [
        ("甲", date(2020, 2, 12), date(2020, 2, 14)),
        ("丙", date(2020, 2, 14), date(2020, 2, 18)),
    ]
    assert found[0].sentence == "答复申请：因节假日安排变化，截止日由 2020-02-12 改为 2020-02-14。"


def test_entering_a_year_makes_provisional_days_certain() -> None:
    old = Calendars.published()
    new = old.with_year(calendar_from(SAMPLE))
    clocks = [
        OpenClock("moves", "reply", [start(date(2026, 12, 20))]),
        OpenClock("stays", "reply", [start(date(2026, 9, 24))]),
        OpenClock("firm", "suit_direct", [start(date(2026, 9, 10))]),
    ]
    found = {one.id: one for one in moved(clocks, old, new)}
    assert set(found) == {"moves", "firm"}
    assert (found["moves"].before, found["moves"].after) == (date(2027, 1, 15), date(2027, 1, 18))
    assert (found["moves"].was_provisional, found["moves"].is_provisional) == (True, False)
    assert found["moves"].sentence == "答复申请：因节假日安排变化，截止日由 2027-01-15 改为 2027-01-18。"
    assert found["firm"].sentence == "直接起诉：截止日 2027-03-10 不变，已由暂定转为确定。"


def test_nothing_moves_when_nothing_changed() -> None:
    same = Calendars.published()
    assert moved([OpenClock("a", "reply", [start(date(2026, 12, 20))])], same, same) == []
