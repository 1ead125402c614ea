"""When a record is to be published: the last day, the hand-over, too early, and the next look at what is withheld."""

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendars
from gongkai.law.errors import CalendarNotPublished, UnknownLaw
from gongkai.law.publication import handover_due, publication_due, reassess_on, timing_problems

FORMED, SIGNED = date(2026, 3, 2), date(2026, 3, 2)


@cache
def published() -> Calendars:
    return Calendars.published()


def test_twenty_working_days_from_the_day_after_forming() -> None:
    due = publication_due(date(2026, 1, 5), published())
    assert (due.last_day, due.counted, due.cite) == (date(2026, 2, 2), 20, "ogi-2019 art.26")
    assert [step.day for step in due.trail if step.ordinal == 1] == [date(2026, 1, 6)]


def test_a_document_of_before_the_revision_is_judged_by_the_text_of_2007() -> None:
    assert publication_due(date(2019, 5, 14), published()).cite == "ogi-2007 art.18"
    assert publication_due(date(2019, 5, 15), published()).cite == "ogi-2019 art.26"


def test_published_on_the_last_day_is_in_time_and_the_next_day_is_not() -> None:
    answers = [
        publication_due(date(2026, 1, 5), published(), published_on=day).in_time
        for day in (date(2026, 2, 2), date(2026, 2, 3))
    ]
    assert answers == [True, False]


def test_the_hand_over_is_ten_working_days_where_a_unit_follows_the_local_rule() -> None:
    due = handover_due(date(2026, 1, 5), published(), handed_over_on=date(2026, 1, 20))
    assert (due.last_day, due.in_time, due.reading) == (date(2026, 1, 19), False, "D-127")
    with pytest.raises(UnknownLaw, match="没有登记“移交公开机构”"):
        handover_due(date(2015, 9, 29), published())


def test_a_year_without_its_calendar_stops_the_count() -> None:
    with pytest.raises(CalendarNotPublished):
        publication_due(date(2026, 12, 20), published())
    assert publication_due(date(2026, 12, 20), published(), provisional=True).provisional


@pytest.mark.parametrize(
    ("on", "signed", "held", "codes"),
    [
        (date(2026, 3, 2), SIGNED, None, []),
        (date(2026, 3, 2), SIGNED, date(2026, 3, 2), []),
        (date(2026, 3, 1), SIGNED, None, ["publication-before-formed", "publication-before-signing"]),
        (date(2026, 3, 5), None, None, ["publication-unsigned"]),
        (date(2026, 3, 5), date(2026, 3, 6), date(2026, 3, 9), ["publication-before-signing", "publication-embargo"]),
    ],
)
def test_too_early_is_said_with_its_reason(on: date, signed: date | None, held: date | None, codes: list[str]) -> None:
    found = timing_problems(on, formed_on=FORMED, signed_on=signed, not_before=held)
    assert [one.code for one in found] == codes
    assert all(one.sentence.endswith("。") for one in found)


def test_what_is_withheld_is_looked_at_again_after_the_default_interval() -> None:
    assert reassess_on(date(2025, 6, 30)) == date(2026, 6, 30)
    assert reassess_on(date(2024, 2, 29)) == date(2025, 2, 28)
    with pytest.raises(UnknownLaw):
        reassess_on(date(2019, 5, 14))


@given(st.dates(date(2019, 5, 15), date(2026, 10, 31)))
def test_the_last_day_is_a_working_day_after_the_hand_over(formed: date) -> None:
    last, handed = publication_due(formed, published()).last_day, handover_due(formed, published()).last_day
    assert last is not None
    assert handed is not None
    assert published().kind_of(last).working
    assert formed < handed < last
