"""A calendar that changes under open requests: what moves is kept, told once, and seen; what was issued stays."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from gongkai.kit.models import JournalEntry
from gongkai.kit.private import open_sealed
from gongkai.law.calendar import Calendars
from gongkai.law.loading import DATA
from gongkai.records.tests.making import people
from gongkai.requests import recomputing
from gongkai.requests.cards import key_in
from gongkai.requests.models import CalendarRun, Clock, ClockMove, Request, StatusCard
from gongkai.requests.reads_due import due_clocks, moves, watch
from gongkai.requests.tests.making import a_request, at, by
from gongkai.requests.tests.stepping_through import a_paper, corrected_notice_out, go, issued, replied
from gongkai.units.models import Notice

pytestmark = pytest.mark.django_db
SHIPPED = Calendars.published()
NOW = at(date(2026, 3, 10))
# A notice of the year's: two weekdays in March off, as when something unforeseen happens.
NOTICE = """
[[notice]]
from = 2026-03-09
title = "测试用的虚构安排，不是通知"
number = "样例〔2026〕0号"
holiday = [{ names = ["清明节"], first = 2026-03-19, last = 2026-03-20, work = [2026-03-28] }]
"""


@pytest.fixture
def another_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calendars:
    """The published years as files, with one more notice in 2026, read as the platform reads its own."""
    for folder in ("calendars", "holidays", "instruments"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    file = tmp_path / "calendars" / "2026.toml"
    file.write_text(file.read_text("utf-8") + NOTICE, "utf-8")
    calendars = Calendars.published(root=tmp_path)
    monkeypatch.setattr(Calendars, "published", classmethod(lambda cls, **_: calendars))
    return calendars


def rounds() -> int:
    done = 0
    while made := recomputing.run_once(NOW):
        done += made
    return done


def before_and_after(monkeypatch: pytest.MonkeyPatch, calendars: Calendars) -> dict[str, Request]:
    """Requests made under the old calendar, whatever the fixture has put in its place."""
    with monkeypatch.context() as old:
        old.setattr(Calendars, "published", classmethod(lambda cls, **_: SHIPPED))
        found = {"open": a_request(), "waiting": corrected_notice_out(a_request(), date(2026, 3, 3), length=20)}
        found["closed"] = replied(a_request(), date(2026, 3, 6))
        paper = issued(a_paper(found["open"], "extension_notice"), date(2026, 3, 4))
        found["later"] = a_request(now=at(date(2026, 3, 9)), days={"handed_in": date(2026, 3, 9)})
        assert paper.issued_on == date(2026, 3, 4) and calendars
    return found


def test_a_new_calendar_moves_what_is_open_once_and_tells_it(
    monkeypatch: pytest.MonkeyPatch, another_calendar: Calendars
) -> None:
    made = before_and_after(monkeypatch, another_calendar)
    assert made["open"].due_on == date(2026, 3, 30)
    assert recomputing.waiting() == Clock.objects.filter(closed_on=None).count() == 6
    looked = rounds()
    assert looked == 6
    opened, closed = Request.objects.get(pk=made["open"].pk), Request.objects.get(pk=made["closed"].pk)
    assert (opened.due_on, opened.version) == (date(2026, 3, 31), made["open"].version + 1)
    assert closed.due_on == date(2026, 3, 30) and closed.version == made["closed"].version
    assert Request.objects.get(pk=made["waiting"].pk).due_on is None
    move = ClockMove.objects.get(clock__request=opened)
    assert (move.before, move.after) == (date(2026, 3, 30), date(2026, 3, 31))
    assert move.sentence == "答复申请：因节假日安排变化，截止日由 2026-03-30 改为 2026-03-31。"
    card = StatusCard.objects.get(card=opened.card)
    said = open_sealed(card.sealed, key_in(opened.sealed_card_key))
    assert said["due_on"] == "2026-03-31" and said["why"]["moved"] == move.sentence
    assert opened.papers.get().issued_on == date(2026, 3, 4)
    notice = Notice.objects.filter(person=opened.handler, title__contains=opened.number).last()
    assert notice is not None and notice.text == move.sentence
    assert JournalEntry.objects.filter(act="move_clock", subject=f"request {opened.pk}").count() == 1
    run = CalendarRun.objects.get()
    moved = ClockMove.objects.count()
    assert (run.looked, run.moved, run.faults) == (6, moved, 0) and run.done_at == NOW
    assert (rounds(), recomputing.waiting(), ClockMove.objects.count()) == (0, 0, moved)


def test_a_round_broken_off_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, another_calendar: Calendars
) -> None:
    before_and_after(monkeypatch, another_calendar)
    part = list(recomputing.going_over(NOW, most=2))
    assert len(part) == 2 and recomputing.waiting() == 4
    rest = [move for move in recomputing.going_over(NOW)]
    assert len(rest) == 4
    kept = sum(move is not None for move in (*part, *rest))
    assert ClockMove.objects.count() == kept and CalendarRun.objects.count() == 1


def test_a_clock_the_new_calendar_cannot_answer_keeps_its_day_and_is_shown(
    monkeypatch: pytest.MonkeyPatch, another_calendar: Calendars
) -> None:
    with monkeypatch.context() as old:
        old.setattr(Calendars, "published", classmethod(lambda cls, **_: SHIPPED))
        request = a_request(now=at(date(2026, 2, 27)), days={"handed_in": date(2026, 2, 27)})
    list(recomputing.going_over(NOW))
    paper = a_paper(request, "extension_notice")
    # The last day under the new calendar; under the old one the period had ended two days before.
    longer = go(request, "issue_extension_notice", date(2026, 3, 28), paper=paper, approved_by="主任")
    monkeypatch.setattr(Calendars, "published", classmethod(lambda cls, **_: SHIPPED))
    list(recomputing.going_over(NOW))
    kept = Request.objects.get(pk=request.pk)
    move = ClockMove.objects.filter(clock__request=request, clock__rule="reply").first()
    assert move is not None and (kept.due_on, move.after) == (longer.due_on, longer.due_on)
    assert move.sentence.startswith(
        "不能按新的节假日安排推算，仍按原日期：答复申请，2026-03-28：期限已于 2026-03-26 届满"
    )
    run = CalendarRun.objects.first()
    assert run is not None and run.faults == 1 and run.done_at


def test_what_moved_is_listed_marked_as_seen_and_counted_among_what_is_due(
    monkeypatch: pytest.MonkeyPatch, another_calendar: Calendars
) -> None:
    made = before_and_after(monkeypatch, another_calendar)
    list(recomputing.going_over(NOW))
    unit = made["open"].agency
    clerk, on = by(unit, "clerk"), date(2026, 4, 2)
    figures = watch(clerk, on)
    assert (figures.overdue, figures.near, figures.moves) == (
        due_clocks(clerk, "overdue", on).count(),
        1,
        moves(clerk).count(),
    )
    assert figures.overdue == 1 and figures.passed == 1 and figures.any
    assert watch(by(unit, "publisher"), on).any is False
    client = Client()
    client.force_login(people(unit)["clerk"])
    page = client.get("/desk/requests/moves/")
    assert page.status_code == 200 and "截止日由 2026-03-30 改为 2026-03-31" in page.content.decode()
    ids = [one.pk for one in moves(clerk)]
    assert client.post("/desk/requests/moves/", {"move": ids}).status_code == 302
    assert watch(clerk, on).moves == 0
    assert "没有未看过的期限变动" in client.get("/desk/requests/moves/").content.decode()
    assert client.post("/desk/requests/moves/", {"move": ids}).status_code == 422
