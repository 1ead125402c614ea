"""The home page says what of disclosure on request waits, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from lxml import html

from gongkai.kit import clock
from gongkai.requests.models import ClockMove
from gongkai.requests.tests.making import RECEIVED, a_request, an_arrived, at
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db


def test_each_figure_leads_to_its_list(
    signed_in: Callable[..., Client], unit: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = at(date(2026, 3, 31))
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", now.date)
    an_arrived(unit)
    a_request(unit)
    a_request(unit, channel="fax", days={"transmitted": RECEIVED})

    def figures(duty: str) -> dict[str, str]:
        shown = html.fromstring(signed_in(duty).get("/desk/").content.decode())
        rows = shown.cssselect("section[aria-labelledby=asked] li")
        return {row[0].text: row[1].text_content() for row in rows}

    assert figures("clerk") == {
        "待登记": "1 件", "逾期未确认": "1 件", "已逾期": "1 件", "近期到期": "没有", "待我审签的文书": "没有",
        "待我答复的交办和来函": "没有",
    }  # fmt: skip
    assert set(figures("section_head")) == {"已逾期", "近期到期", "待我审签的文书", "待我答复的交办和来函"}
    assert figures("publisher") == {}
    clerk = signed_in("clerk")
    shown = html.fromstring(clerk.get("/desk/").content.decode())
    for one in shown.cssselect("section[aria-labelledby=asked] li a"):
        assert clerk.get(one.get("href")).status_code == 200


def test_days_that_a_new_calendar_moved_are_led_to_until_they_were_looked_at(
    signed_in: Callable[..., Client], unit: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = at(date(2026, 3, 9))
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(clock, "today", now.date)
    running = a_request(unit).clocks.filter(closed_on=None).earliest("pk")
    move = ClockMove.objects.create(
        clock=running, before=date(2026, 3, 30), after=date(2026, 3, 31), sentence="截止日移动", at=now
    )

    def led() -> list[str]:
        shown = html.fromstring(signed_in("clerk").get("/desk/").content.decode())
        return [one.get("href") for one in shown.cssselect("section[aria-labelledby=asked] a[href$='/moves/']")]

    assert led() == ["/desk/requests/moves/"]
    ClockMove.objects.filter(pk=move.pk).update(seen_at=now)
    assert led() == []
