"""The gate under attack: days before what they rest on, periods stretched after they ended, entries taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.requests import clocks
from gongkai.requests.actions.void_entry import void_entry
from gongkai.requests.models import ClockEntry, Paper, Request, StepTaken
from gongkai.requests.outcome import Closing
from gongkai.requests.stepping import Doing, step
from gongkai.requests.tests.making import RECEIVED, a_request, at, by
from gongkai.requests.tests.stepping_through import (
    a_paper,
    corrected_notice_out,
    decided,
    go,
    issued,
    paused,
    replied,
)

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 30)


def refused(code: str, request: Request, act: str, on: date, **said: object) -> str:
    with pytest.raises(Refused) as refusal:
        go(request, act, on, **said)
    assert refusal.value.code == code
    return refusal.value.sentence


def test_no_act_lies_before_the_receipt_or_ahead_of_today() -> None:
    request = a_request()
    paper = a_paper(request, "third_party_consultation")
    said = refused("day-too-early", request, "consult_third_party", RECEIVED - timedelta(days=1), paper=paper)
    assert "早于申请到达之日（2026-03-02）" in said
    with pytest.raises(Refused) as refusal:
        doing = Doing("consult_third_party", date(2026, 3, 6), paper=paper)
        step(Request.objects.get(pk=request.pk), doing, actor=by(request.agency), person=None, now=at(date(2026, 3, 5)))
    assert refusal.value.code == "day-ahead"


def test_a_day_in_beijing_counts_whatever_the_servers_zone() -> None:
    request = Request.objects.get(pk=a_request().pk)
    evening = datetime(2026, 3, 4, 16, 30, tzinfo=UTC)
    step(request, Doing("assign", date(2026, 3, 5)), actor=by(request.agency), person=None, now=evening)
    assert StepTaken.objects.filter(request=request).last().on == date(2026, 3, 5)  # type: ignore[union-attr]


def test_an_extension_cannot_be_dated_back_behind_the_signing_of_its_paper() -> None:
    request = a_request()
    paper = a_paper(request, "extension_notice")
    Paper.objects.filter(pk=paper.pk).update(signed_at=at(date(2026, 3, 31)))
    paper.refresh_from_db()
    said = {"paper": paper, "approved_by": "主任"}
    assert "届满" in refused("condition-not-met", request, "issue_extension_notice", date(2026, 3, 31), **said)
    assert "文书签发之日" in refused("day-too-early", request, "issue_extension_notice", DUE, **said)


def test_what_moves_the_request_comes_after_what_moved_it_before() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 9))
    said = refused("day-too-early", request, "receive_correction", date(2026, 3, 6))
    assert "上一步办理之日（2026-03-09）" in said
    paper = a_paper(a_request(), "reply")
    request = decided(a_request())
    go(request, "issue_reply", date(2026, 3, 10), paper=paper)
    assert "文书发出之日" in refused(
        "day-too-early", request, "serve_reply", date(2026, 3, 9), paper=issued(paper, date(2026, 3, 10))
    )


def test_opinions_are_written_down_as_they_come_back_but_nothing_is_pushed_before_a_new_start() -> None:
    request = paused(a_request(), date(2026, 3, 4), None, "s1")
    paused(request, date(2026, 3, 5), None, "s10")
    go(request, "receive_third_party_opinion", date(2026, 3, 13), ref="s10")
    moved = go(request, "receive_third_party_opinion", date(2026, 3, 12), ref="s1")
    # 5 to 13 March are left out once, however many letters cover them.
    assert moved.due_on == date(2026, 4, 9)
    again = corrected_notice_out(a_request(), date(2026, 3, 9))
    again = go(again, "receive_correction", date(2026, 3, 16))
    paper = a_paper(again, "third_party_consultation")
    refused("clock-out-of-order", again, "consult_third_party", date(2026, 3, 10), paper=paper, ref="s1")


def test_a_letter_of_the_last_day_stops_nothing_and_an_extension_follows_a_pause() -> None:
    request = a_request()
    paper = a_paper(request, "third_party_consultation")
    refused("ledger-expired", request, "consult_third_party", DUE, paper=paper, ref="s1")
    request = paused(request, date(2026, 3, 26), date(2026, 4, 7))
    assert request.due_on == date(2026, 4, 9)
    longer = go(request, "issue_extension_notice", date(2026, 4, 9), paper=paper, approved_by="主任", length=20)
    assert longer.due_on == date(2026, 5, 11)
    again = refused("condition-not-met", request, "issue_extension_notice", date(2026, 4, 9), paper=paper)
    assert "已经延长过一次" in again


def test_a_period_begun_anew_may_be_extended_again() -> None:
    request = a_request()
    paper = a_paper(request, "extension_notice")
    go(request, "issue_extension_notice", date(2026, 3, 4), paper=paper, approved_by="主任")
    corrected_notice_out(request, date(2026, 3, 5))
    back = go(request, "receive_correction", date(2026, 3, 10))
    assert back.due_on == date(2026, 4, 8)
    assert go(request, "issue_extension_notice", date(2026, 3, 11), paper=paper, approved_by="主任").due_on == date(
        2026, 5, 9
    )


def test_a_notice_served_twice_gives_no_second_period() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5))
    refused("clock-running", request, "serve_correction_notice", date(2026, 3, 9), length=30)


def test_a_notice_of_correction_after_seven_working_days_is_refused() -> None:
    request = a_request()
    paper = a_paper(request, "correction_notice")
    said = refused("condition-not-met", request, "issue_correction_notice", date(2026, 3, 12), paper=paper)
    assert "告知补正的期限已于 2026-03-11 届满" in said


def test_the_gate_counts_by_the_decisions_and_refuses_another_outcome() -> None:
    request = decided(a_request(), "refuse", "state_secret")
    paper = a_paper(request, "reply")
    go(request, "issue_reply", date(2026, 3, 10), paper=paper)
    other = Closing("release", "", False, "granted")
    refused(
        "outcome-differs",
        request,
        "serve_reply",
        date(2026, 3, 11),
        paper=issued(paper, date(2026, 3, 10)),
        closing=other,
    )
    done = go(request, "serve_reply", date(2026, 3, 31), paper=paper)
    assert (done.leaf, done.in_time, done.closed_on) == ("refused.state_secret", False, date(2026, 3, 31))


def test_what_is_decided_again_counts_once() -> None:
    request = replied(a_request(), date(2026, 3, 20))
    assert request.leaf == "unable.not_held"
    go(request, "order_again", date(2026, 5, 6), held=frozenset({"ordered_again"}))
    decided(request, "release")
    again = replied_as(request, date(2026, 5, 20))
    assert (again.leaf, again.closed_on) == ("granted", date(2026, 5, 20))
    go(request, "order_again", date(2027, 1, 6), held=frozenset({"ordered_again"}))
    decided(request, "refuse", "internal_affairs")
    later = replied_as(request, date(2027, 1, 15))
    assert (later.state, later.leaf, later.closed_on) == ("replied", "granted", date(2026, 5, 20))
    last = request.steps.exclude(leaf="").last()
    assert last is not None and (last.leaf, last.counted) == ("refused.internal_affairs", False)


def test_a_mistaken_entry_is_voided_or_given_its_right_day_and_stays_on_record() -> None:
    request = paused(a_request(), date(2026, 3, 5), date(2026, 3, 11))
    office, now = by(request.agency), at(date(2026, 3, 18))
    assert request.due_on == date(2026, 4, 3)
    resume = ClockEntry.objects.get(kind="resume")
    with pytest.raises(Refused) as refusal:
        void_entry(resume.pk, "记错", actor=office, now=now)
    assert refusal.value.code == "needs-right-day"
    void_entry(resume.pk, "收文章为13日", instead=date(2026, 3, 13), actor=office, now=now)
    request.refresh_from_db()
    assert request.due_on == date(2026, 4, 8)
    start = ClockEntry.objects.filter(kind="start").first()
    assert start is not None
    for row, code in ((resume, "entry-void"), (start, "clock-start-stands")):
        with pytest.raises(Refused) as refusal:
            void_entry(row.pk, "记错", instead=date(2026, 3, 12), actor=office, now=now)
        assert refusal.value.code == code
    void_entry(ClockEntry.objects.get(kind="pause").pk, "函没有发出", actor=office, now=now)
    request.refresh_from_db()
    assert request.due_on == DUE and ClockEntry.objects.count() == 8
    # The letter's end, written down later, finds nothing to end.
    assert go(request, "receive_third_party_opinion", date(2026, 3, 20), ref="s1").due_on == DUE
    assert JournalEntry.objects.filter(act="void_clock_entry").count() == 2
    with pytest.raises(Refused) as refusal:
        void_entry(start.pk, "x", actor=by(request.agency, "clerk"), now=now)
    assert refusal.value.code == "not-allowed"


def test_an_awaiting_cannot_be_moved_behind_the_correction_that_ended_it() -> None:
    request = corrected_notice_out(a_request(), date(2026, 3, 5))
    go(request, "receive_correction", date(2026, 3, 10))
    row = ClockEntry.objects.get(kind="await")
    with pytest.raises(Refused) as refusal:
        void_entry(row.pk, "记错", instead=date(2026, 3, 12), actor=by(request.agency), now=at(date(2026, 3, 16)))
    assert refusal.value.code == "clock-out-of-order"
    leading = clocks.leading_clock(request)
    assert leading is not None and leading.state == "reset_by_correction"


def test_a_request_of_before_2019_is_handled_by_the_law_of_its_day() -> None:
    came = date(2019, 5, 13)
    request = a_request(days={"handed_in": came})
    assert (request.law_day, request.due_on) == (came, date(2019, 6, 3))
    assert [clock.rule for clock in request.clocks.all()] == ["reply"]
    refused("unknown-act", request, "issue_correction_notice", came, paper=None)
    ended = replied(request, date(2019, 6, 3))
    assert (ended.leaf, ended.in_time) == ("unable.not_held", True)


def replied_as(request: Request, on: date) -> Request:
    paper = a_paper(request, "reply")
    go(request, "issue_reply", on, paper=paper)
    return go(request, "serve_reply", on, paper=issued(paper, on))
