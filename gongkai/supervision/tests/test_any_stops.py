"""Wherever the watcher is stopped and started again, the same is said as by one that ran every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.kit.watched import WatchedClock
from gongkai.supervision import round as rounds
from gongkai.supervision.making import Maker
from gongkai.supervision.models import Round
from gongkai.supervision.round import run_rounds
from gongkai.supervision.tests.making import MONDAY, Facts, a_clock, at, only, told, units

pytestmark = pytest.mark.django_db
SPAN = 18
DAYS = [MONDAY + timedelta(days=number) for number in range(SPAN)]


class Killed(Exception):
    """The process ended here."""


@st.composite
def clocks(draw: st.DrawFn) -> list[WatchedClock]:
    """A few clocks within the span, some of them met, some dropped."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        begun = draw(st.integers(0, SPAN - 2))
        due = begun + draw(st.integers(0, 10))
        met = draw(st.none() | st.integers(begun, SPAN))
        found.append(
            a_clock(
                str(number),
                begun_on=_day(begun),
                due_on=_day(due),
                met_on=None if met is None else _day(met),
                dropped=met is not None and draw(st.booleans()),
                holder=draw(st.sampled_from(("clerk.one", ""))),
            )
        )
    return found


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def said_when(facts: list[WatchedClock], stops: list[tuple[date, int]]) -> list[tuple[str, ...]]:
    """What is said in all when the watcher runs on those days, each killed at its n-th day of catching up (0: not)."""
    with transaction.atomic():
        units()
        with only(Facts(*facts)) as held:
            for day, killed_at in stops:
                held.today = day
                _run(day, killed_at)
        found: list[tuple[str, ...]] = list(told())
        assert list(Round.objects.order_by("day").values_list("day", flat=True)) == DAYS
        transaction.set_rollback(True)
    return found


def _run(day: date, killed_at: int) -> None:
    class Mortal(Maker):
        made = 0

        def make(self, day: date, wanted: object) -> object:  # type: ignore[override]
            with transaction.atomic():
                done = super().make(day, wanted)  # type: ignore[arg-type]
                Mortal.made += 1
                if Mortal.made == killed_at:
                    raise Killed
            return done

    kept = rounds.Maker
    rounds.Maker = Mortal  # type: ignore[misc]
    try:
        run_rounds(day, at(day))
    except Killed:
        pass
    finally:
        rounds.Maker = kept  # type: ignore[misc]


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(facts=clocks(), stops=st.lists(st.tuples(st.sampled_from(DAYS[1:-1]), st.integers(0, 4)), max_size=6))
def test_stopping_anywhere_changes_nothing_of_what_is_said(
    facts: list[WatchedClock], stops: list[tuple[date, int]]
) -> None:
    daily = said_when(facts, [(day, 0) for day in DAYS])
    stopped = said_when(facts, [(DAYS[0], 0), *sorted(stops), (DAYS[-1], 0)])
    assert stopped == daily
    assert len(set(daily)) == len(daily)
    assert [one[-1] for one in daily] == sorted(one[-1] for one in daily)
