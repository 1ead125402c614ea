"""What who watches reads: the wall, a month, one clock; only of his own units and those below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR, Actor
from gongkai.supervision import reads, reads_home
from gongkai.supervision.models import Watch
from gongkai.supervision.round import run_rounds
from gongkai.supervision.tests.making import Facts, a_clock, a_person, at, only, units
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, AgencyLink, Person
from gongkai.units.reads_people import figures

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 11)


@pytest.fixture
def watched() -> Iterator[Facts]:
    """Five clocks of one unit in every state, one of another, all watched until the eleventh."""
    units()
    other = Agency.objects.create(code="U2", name="另一单位", short="另一单位", level="department")
    a_person("stranger.one", other, "clerk")
    made = Facts(
        a_clock("late", due_on=date(2026, 3, 9)),
        a_clock("today", due_on=ON),
        a_clock("near", due_on=date(2026, 3, 16)),
        a_clock("open", due_on=date(2026, 3, 17)),
        a_clock("passed", due_on=date(2026, 3, 10), node="third_party_opinion"),
        a_clock("met late", due_on=date(2026, 3, 4), met_on=date(2026, 3, 6)),
        a_clock("other", due_on=date(2026, 3, 9), agency="U2", holder=""),
    )
    with only(made):
        for day in (date(2026, 3, 5), ON):
            made.today = day
            run_rounds(day, at(day))
        yield made


def by(login: str) -> Any:
    return actor_of(Person.objects.get(login=login), ON)


def test_the_wall_tells_every_state_apart(watched: Facts) -> None:
    found = reads.wall(by("office.one"), ON)
    assert [(one.watch.key, one.state, one.days, one.colour) for one in found.lines] == [
        ("late", "late", 2, "yellow"), ("passed", "passed", 1, "yellow"), ("today", "today", 0, "yellow"),
        ("near", "near", 3, ""),
    ]  # fmt: skip
    (unit,) = found.units
    assert (unit.late, unit.today, unit.near, unit.passed, unit.open) == (1, 1, 1, 1, 1)
    assert (found.since, found.ran.day if found.ran else None, found.faults) == (date(2026, 3, 5), ON, ())
    for state in reads.STATES:
        (line,) = reads.wall(by("office.one"), ON, state=state).lines
        assert line.state == state == line.watch.key
    assert not reads.wall(by("office.one"), ON, node="fee_notice").lines


def test_what_is_not_his_does_not_exist_for_him(watched: Facts) -> None:
    assert [one.watch.key for one in reads.wall(by("stranger.one"), ON).lines] == ["other"]
    assert not reads.wall(by("office.one"), ON, unit="U2").lines
    assert not reads.wall(VISITOR, ON).lines and reads_home.home_figures(VISITOR, ON) == {}
    other = Watch.objects.get(key="other")
    with pytest.raises(Refused) as refused:
        reads.watch(by("office.one"), other.pk, ON)
    assert refused.value.code == "no-watch"


def test_a_month_counts_what_falls_due_and_what_of_it_was_late(watched: Facts) -> None:
    days = {one.day.day: one for one in reads.month(by("office.one"), 2026, 3).days}
    assert len(days) == 31 and (days[1].working, days[2].working) == (False, True)
    assert [(days[at].due, days[at].late, days[at].met) for at in (4, 6, 9, 10, 11)] == [
        (1, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 0), (1, 0, 0),
    ]  # fmt: skip


def test_one_clock_with_its_notices_and_the_file(watched: Facts) -> None:
    late = Watch.objects.get(key="late")
    found = reads.watch(by("clerk.one"), late.pk, ON)
    assert list(dict.fromkeys(one.step for one in found.notices)) == ["before-3", "before-1", "due", "late-1"]
    assert found.node is not None and found.line.holder_name == "人员clerk.one"
    head, *rows = reads.export_rows(by("office.one"), ON)
    assert len(rows) == 5 and all(len(one) == len(head) for one in rows)
    assert home_line(by("clerk.one")) == (1, 1)


def test_who_oversees_is_told_of_all_below_him(watched: Facts) -> None:
    assert home_line(by("super.one")) == (1, 1)
    upper, other = Agency.objects.get(code="G1"), Agency.objects.get(code="U2")
    AgencyLink.objects.create(upper=upper, lower=other, kind=AgencyLink.Kind.SUPERVISES)
    assert home_line(by("super.one")) == (2, 1)
    assert home_line(by("clerk.one")) == (1, 1)


def home_line(asker: Actor) -> tuple[int, int]:
    """The two figures as the home page asks for them."""
    said = figures(asker, **reads_home.home_figures(asker, ON))
    return said["late"], said["due_today"]


def test_the_home_line_is_one_query(watched: Facts, django_assert_num_queries: Any) -> None:
    clerk = by("clerk.one")
    with django_assert_num_queries(1):
        home_line(clerk)
