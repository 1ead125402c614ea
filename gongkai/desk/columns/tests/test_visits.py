"""The page of visits: for whom, of which unit and year, and its workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from gongkai.columns.visited import Visited, count
from gongkai.desk.columns.visits_chart import drawn
from gongkai.kit import clock
from gongkai.records.tests.making import NOW, a_unit, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


def browser(duty: str) -> Client:
    client = Client()
    client.force_login(people(a_unit("tuling"))[duty])
    return client


def test_the_publisher_sees_his_unit_and_the_whole_site() -> None:
    desk = browser("publisher")
    count([
        (date(2026, 2, 1), Visited("tuling", "guide"), 41), (date(2026, 3, 1), Visited("", "home"), 97),
        (date(2025, 3, 1), Visited("", "home"), 555),
    ])  # fmt: skip
    own = desk.get("/desk/visits/").content.decode()
    assert "41<small>" in own
    assert "97" not in own.partition("sums")[2].partition("</form>")[0].partition("by-month")[0]
    whole = desk.get("/desk/visits/?unit=all").content.decode()
    assert "138<small>" in whole
    assert '<svg class="chart"' in whole
    assert "555<small>" in desk.get("/desk/visits/?unit=all&year=2025").content.decode()


@pytest.mark.parametrize("query", ["?year=x&unit=nobody", "?year=99999999999&unit=%00", "?unit=" + "x" * 500])
def test_whatever_stands_in_the_address_there_is_a_page(query: str) -> None:
    assert browser("disclosure_office").get(f"/desk/visits/{query}").status_code == 200


@pytest.mark.parametrize("duty", ["clerk", "legal_reviewer"])
@pytest.mark.parametrize("address", ["/desk/visits/", "/desk/visits/export.xlsx"])
def test_others_are_told_that_it_is_not_theirs(duty: str, address: str) -> None:
    assert browser(duty).get(address).status_code == 403


def test_the_workbook_has_every_line() -> None:
    desk = browser("publisher")
    count([(date(2026, 2, 1), Visited("tuling", "guide"), 41), (date(2026, 3, 1), Visited("", "home"), 97)])
    answer = desk.get("/desk/visits/export.xlsx?unit=all")
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0] == ("月份", "单位", "栏目", "信息查阅点", "访问次数")
    assert sorted(row[4] for row in rows[1:]) == [41, 97]
    assert ("2026-02", "tuling镇") == rows[1][:2]


def test_bars_stand_on_the_ground_and_the_largest_is_highest() -> None:
    chart = drawn([("1月", 0), ("2月", 5), ("3月", 10)])
    assert [round(bar.y + bar.height) for bar in chart.bars] == [chart.ground] * 3
    assert chart.bars[0].height == 0
    assert chart.bars[2].height == pytest.approx(2 * chart.bars[1].height, abs=0.2)
    with pytest.raises(ValueError, match="nought"):
        drawn([("1月", -1)])
