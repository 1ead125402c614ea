"""Every row of the table has a lawful course, and a plan keeps to calendars, limits and remedies of its day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from gongkai.law.calendar import Calendars
from gongkai.law.outcomes import edition_for, taxonomy
from gongkai.law.remedies import remedy_for
from gongkai.replay.assuming import Draw
from gongkai.replay.casting import cast, endings
from gongkai.replay.courses import courses, for_leaf, lawful, redos
from gongkai.replay.derive import derive
from gongkai.replay.facts import Asked, CannotReplay, Contested
from gongkai.replay.plan import Plan
from gongkai.replay.planning import Planner
from gongkai.replay.tests.reports import SAMPLES, a_report, sample

UNITS = (("A", 2), ("B", 1))


def planned(year: int, unit: str) -> Plan:
    facts = derive(sample(year, unit))
    return Planner(facts, UNITS, Draw(facts.year)).plan()


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_every_row_has_a_course_that_the_law_knows_at_the_years_end(year: int) -> None:
    for leaf in taxonomy(edition_for(year)).leaves:
        assert any(lawful(one, date(year, 12, 1)) for one in for_leaf(leaf.code, year)), leaf.code


def test_a_course_that_the_law_of_the_day_did_not_know_is_not_lawful() -> None:
    of = {(one.decision, one.ground): one for one in courses()}
    assert not lawful(of["needs_processing", ""], date(2019, 5, 14)) and lawful(
        of["needs_processing", ""], date(2019, 5, 15)
    )
    assert not lawful(of["fee_lapsed", ""], date(2020, 12, 31)) and lawful(of["fee_lapsed", ""], date(2021, 1, 1))
    assert lawful(of["refuse", "third_party_rights"], date(2019, 2, 1))
    asks = {one.words: one for one in courses() if any(word.startswith("consult") for word in one.words)}
    for words, one in asks.items():
        assert lawful(one, date(2019, 2, 1)) == any(word.startswith("consult third_party") for word in words)
    assert all(lawful(one, date(2025, 6, 1)) for one in (*courses(), *redos()))


@pytest.mark.parametrize(("year", "unit"), SAMPLES)
def test_a_plan_ends_every_request_where_the_report_has_it(year: int, unit: str) -> None:
    facts, plan, calendars = derive(sample(year, unit)), planned(year, unit), Calendars.published()
    assert [one.leaf for one in plan.requests] == [one.leaf for one in facts.asked]
    for one in plan.requests:
        assert all(calendars.is_working_day(day) for day, _ in one.days)
        assert (one.closes_on.year == year) == bool(one.leaf)
        assert one.came_on.year == year
    wanted = Counter((one.block, one.column) for one in facts.contested)
    assert Counter((case.block, case.column) for case in plan.cases) == wanted
    assert plan == planned(year, unit)


def test_cases_follow_replies_and_suits_follow_decisions_in_time() -> None:
    plan = planned(2025, "泉港区")
    by_key = {case.key: case for case in plan.cases}
    for case in plan.cases:
        days = case.days
        assert days["filed"] <= days["accepted"] and days["papers"] <= days["defence"]
        if case.after is not None:
            waited = days["filed"] - by_key[case.after].days["arrived"]
            assert timedelta(0) <= waited <= timedelta(15) and by_key[case.after].request == case.request
        if "decided" in days:
            assert days["accepted"] < days["decided"] <= date(2025, 12, 31)
    asked = {one.key: one for one in plan.requests}
    for case in plan.cases:
        if case.block == "litigation_direct":
            words = [word for _, said in asked[case.request].days for word in said if word.startswith("decide")]
            decision = words[0].split()[1]
            leaf = asked[case.request].leaf
            assert remedy_for(leaf, date(2025, 12, 1), decision=decision).regime.code == "either"


def test_every_second_correction_orders_the_request_handled_anew() -> None:
    found = cast([Contested("reconsideration", "corrected")] * 5, 2025, Draw(2025))
    assert [one.ending.again for one in found] == [True, False, True, False, True]
    assert all(one.ending in endings() for one in found)


def test_more_suits_after_reconsideration_than_there_are_decisions_cannot_be_played() -> None:
    suits = [Contested("litigation_after_reconsideration", "upheld")] * 2
    with pytest.raises(CannotReplay, match="可以接着起诉的复议"):
        cast([Contested("reconsideration", "upheld"), *suits], 2025, Draw(2025))


def test_more_cases_than_replies_cannot_be_played() -> None:
    report = a_report(Asked("natural_person", "granted"), cases=(Contested("reconsideration", "upheld"),) * 2)
    with pytest.raises(CannotReplay, match="多于"):
        Planner(derive(report), UNITS, Draw(2023)).plan()


def test_what_was_carried_in_came_in_december_and_ends_in_the_year() -> None:
    report = a_report(Asked("natural_person", "granted", carried_in=True))
    plan = Planner(derive(report), UNITS, Draw(2023)).plan()
    assert plan.requests[0].came_on.year == 2022 and plan.requests[0].closes_on.year == 2023
