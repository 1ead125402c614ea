"""The rounds: every day once and in order, however the watcher was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.kit.watch import Watch as Lock
from gongkai.supervision import making as maker
from gongkai.supervision.jobs import watch_due
from gongkai.supervision.models import Round, SourceRead, Watch, WatchNotice
from gongkai.supervision.round import LOCK, run_rounds
from gongkai.supervision.tests.making import MONDAY, Facts, a_clock, at, only, told, units
from gongkai.units.models import Duty, Notice

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 16)
ONE = timedelta(days=1)


@pytest.fixture
def facts() -> Iterator[Facts]:
    """One clock, due on 16 March."""
    units()
    with only(Facts(a_clock())) as made:
        yield made


def go(facts: Facts, day: date) -> Any:
    """One round on a day, with what is known that day."""
    facts.today = day
    return run_rounds(day, at(day))


def days(first: date, last: date) -> list[date]:
    return [first + number * ONE for number in range((last - first).days + 1)]


def test_a_late_clock_climbs_the_ranks_on_its_working_days(facts: Facts) -> None:
    for day in days(MONDAY, date(2026, 3, 23)):
        go(facts, day)
    assert [(step, who, day) for _k, _d, step, who, _c, day in told()] == [
        ("before-3", "clerk.one", "2026-03-11"),
        ("before-1", "clerk.one", "2026-03-13"),
        ("before-1", "head.one", "2026-03-13"),
        ("due", "clerk.one", "2026-03-16"),
        ("due", "head.one", "2026-03-16"),
        ("late-1", "clerk.one", "2026-03-17"),
        ("late-1", "head.one", "2026-03-17"),
        ("late-1", "leader.one", "2026-03-17"),
        ("late-3", "clerk.one", "2026-03-19"),
        ("late-3", "head.one", "2026-03-19"),
        ("late-3", "leader.one", "2026-03-19"),
        ("late-3", "office.one", "2026-03-19"),
        ("late-5", "clerk.one", "2026-03-23"),
        ("late-5", "leader.one", "2026-03-23"),
        ("late-5", "office.one", "2026-03-23"),
        ("late-5", "super.one", "2026-03-23"),
    ]
    assert Notice.objects.filter(person__login="super.one").count() == 1
    assert all(one.sent_at == one.made_at and one.proof for one in WatchNotice.objects.all())


def test_after_days_off_each_missed_notice_comes_once_and_says_when_it_should_have(facts: Facts) -> None:
    go(facts, date(2026, 3, 10))
    done = go(facts, DUE)
    assert done.days == 6 and Round.objects.count() == 7
    late = WatchNotice.objects.get(step="before-3")
    assert "本应于 2026-03-11 提醒" in late.text and late.made_at == at(DUE)
    assert "本应于" not in WatchNotice.objects.filter(step="due")[0].text
    go(facts, DUE)
    assert len(told()) == 5 and Round.objects.get(day=DUE).passes == 2


def test_what_was_done_meanwhile_is_not_reminded_of_but_its_lateness_is_told(facts: Facts) -> None:
    go(facts, date(2026, 3, 10))
    facts.clocks[0] = replace(facts.clocks[0], met_on=date(2026, 3, 17))
    go(facts, date(2026, 3, 25))
    states = {step: state for step, state in WatchNotice.objects.values_list("step", "state")}
    assert states == {"before-3": "moot", "before-1": "moot", "due": "moot", "late-1": "sent"}
    assert "已于 2026-03-17 办结" in WatchNotice.objects.filter(step="late-1")[0].text
    assert Watch.objects.get().met_on == date(2026, 3, 17)


def test_the_worker_goes_some_days_at_a_time_and_others_have_their_turn(facts: Facts) -> None:
    go(facts, MONDAY)
    assert [watch_due(at(MONDAY + 16 * ONE)) for _turn in range(4)] == [7, 7, 0, 0]
    assert Round.objects.count() == 17 and {"before-3", "late-1"} <= {step for _k, _d, step, *_ in told()}
    assert len(told()) == len(set(told()))


def test_a_clock_set_back_and_a_second_watcher_send_nothing_twice(facts: Facts) -> None:
    go(facts, DUE)
    before = told()
    assert go(facts, date(2026, 3, 12)).made == 0 and told() == before
    assert go(facts, DUE).made == 0 and told() == before
    other = Lock(LOCK)
    assert other.take()
    assert run_rounds(DUE + ONE, at(DUE + ONE)).busy
    other.leave()
    assert told() == before


def test_a_clock_that_stood_a_year_ahead_silences_nothing_when_it_is_right_again(facts: Facts) -> None:
    facts.clocks = []
    go(facts, MONDAY)
    go(facts, date(2027, 3, 2))
    facts.clocks = [a_clock(begun_on=date(2026, 3, 4))]
    for day in days(date(2026, 3, 3), DUE):
        go(facts, day)
    assert {step: day for _k, _d, step, _w, _c, day in told()} == {
        "before-3": "2026-03-11", "before-1": "2026-03-13", "due": "2026-03-16",
    }  # fmt: skip


def test_what_is_learnt_while_the_clock_stands_behind_is_said_when_it_jumps(facts: Facts) -> None:
    facts.clocks = []
    go(facts, date(2026, 3, 12))
    facts.clocks = [a_clock()]
    go(facts, date(2026, 3, 9))
    go(facts, date(2026, 3, 13))
    assert [(step, day) for _k, _d, step, who, _c, day in told() if who == "clerk.one"] == [
        ("before-3", "2026-03-11"), ("before-1", "2026-03-13"),
    ]  # fmt: skip


def test_a_round_killed_amid_its_notices_leaves_the_day_undone(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    go(facts, date(2026, 3, 12))
    before = told()
    with monkeypatch.context() as broken:
        broken.setattr(maker, "tell_all", lambda *args, **more: [][0])
        with pytest.raises(IndexError):
            go(facts, date(2026, 3, 13))
    assert not Round.objects.filter(day=date(2026, 3, 13)).exists() and told() == before
    go(facts, date(2026, 3, 13))
    assert {step for _k, _d, step, *_ in told()[len(before) :]} == {"before-1"}


def test_a_moved_date_makes_new_notices_and_takes_back_what_has_not_gone(facts: Facts, settings: Any) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    for day in days(date(2026, 3, 12), date(2026, 3, 13)):
        go(facts, day)
    mails = WatchNotice.objects.filter(channel="mail")
    assert {one.state for one in mails} == {"waiting"} and mails.count() == 2
    facts.clocks[0] = replace(facts.clocks[0], due_on=date(2026, 3, 20))
    assert go(facts, date(2026, 3, 16)).moved == 1
    assert {one.state for one in mails.filter(due_on=DUE)} == {"withdrawn"}
    go(facts, date(2026, 3, 20))
    steps = [(due, step) for _k, due, step, _w, channel, _f in told() if channel == "desk"]
    assert ("2026-03-16", "due") not in steps and ("2026-03-20", "due") in steps
    move = Watch.objects.get().moves.get()
    assert (move.before, move.after) == (DUE, date(2026, 3, 20))


def test_a_date_learnt_late_makes_only_the_latest_step(facts: Facts) -> None:
    go(facts, date(2026, 3, 9))
    facts.clocks.append(a_clock("2", begun_on=date(2026, 2, 2), due_on=date(2026, 3, 3)))
    go(facts, date(2026, 3, 10))
    assert [(key, step, who) for key, _d, step, who, _c, _f in told()] == [
        ("2", "late-5", who) for who in ("clerk.one", "leader.one", "office.one", "super.one")
    ]


def test_where_nobody_holds_a_role_the_next_is_told_and_reads_why(facts: Facts) -> None:
    facts.clocks = [a_clock(holder="")]
    Duty.objects.filter(kind="section_head").delete()
    go(facts, date(2026, 3, 11))
    (one,) = WatchNotice.objects.all()
    assert (one.recipient, one.role, one.instead_of) == ("leader.one", "deputy_leader", "holder")
    assert "没有在岗的经办人" in one.text


def test_where_nobody_at_all_can_be_told_it_is_counted(facts: Facts) -> None:
    facts.clocks = [a_clock(holder="")]
    Duty.objects.all().delete()
    assert go(facts, date(2026, 3, 11)).unreachable == 1
    assert WatchNotice.objects.get().state == "dead"


def test_what_may_be_left_undone_ends_with_its_last_day_and_alarms_nobody(facts: Facts) -> None:
    facts.clocks = [a_clock(node="correction_notice")]
    for day in (date(2026, 3, 13), DUE, DUE + ONE, DUE + 5 * ONE):
        go(facts, day)
    row = Watch.objects.get()
    assert (row.met_on, row.dropped) == (DUE, True)
    assert {step for _k, _d, step, *_ in told()} == {"before-1", "due"}


def test_how_far_the_sources_are_known_is_read_once_and_written_once_each(facts: Facts) -> None:
    go(facts, date(2026, 3, 10))
    with CaptureQueriesContext(connection) as asked:
        go(facts, date(2026, 3, 11))
    assert SourceRead.objects.get().through == date(2026, 3, 11)
    assert sum('"supervision_sourceread"' in one["sql"] for one in asked.captured_queries) == 2


def test_a_source_that_fails_is_asked_again_from_where_it_was_known(facts: Facts) -> None:
    go(facts, date(2026, 3, 10))
    facts.clocks[0] = replace(facts.clocks[0], met_on=date(2026, 3, 11))
    working, facts.clocks = facts.clocks, [None]  # type: ignore[list-item]
    assert go(facts, date(2026, 3, 12)).faults == 1
    assert SourceRead.objects.get().fault and Watch.objects.get().met_on is None
    facts.clocks = working
    go(facts, date(2026, 3, 13))
    row = Watch.objects.get()
    assert (row.met_on, row.dropped) == (date(2026, 3, 11), False) and not SourceRead.objects.get().fault


def test_what_is_entered_late_as_done_earlier_is_met_and_what_vanishes_is_dropped(facts: Facts) -> None:
    facts.clocks.append(a_clock("2"))
    go(facts, date(2026, 3, 10))
    facts.clocks = [replace(facts.clocks[0], met_on=date(2026, 3, 5))]
    done = go(facts, date(2026, 3, 11))
    assert (done.met, done.dropped) == (1, 1)
    first, second = Watch.objects.order_by("key")
    assert (first.met_on, first.dropped, second.dropped) == (date(2026, 3, 5), False, True)


def test_two_clocks_of_one_thing_of_which_one_has_ended_are_each_known_by_their_node() -> None:
    units()
    open_one, ended = a_clock(), a_clock(node="correction_notice", met_on=MONDAY + ONE)
    with only(Facts(open_one, ended)) as facts:
        for day in days(MONDAY, MONDAY + 2 * ONE):
            done = go(facts, day)
    assert (done.faults, done.opened, Watch.objects.count()) == (0, 0, 2)
