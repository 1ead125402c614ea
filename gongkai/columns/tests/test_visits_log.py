"""Visits from a web server's log."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.columns.models import Visit
from gongkai.columns.visited import Visited
from gongkai.columns.visits_log import add, read_log
from gongkai.records.tests.making import a_unit

PERSON = "Mozilla/5.0 (Windows NT 10.0) Chrome/120"


def line(path: str = "/help/", status: int = 200, agent: str = PERSON, method: str = "GET", at: str = "") -> str:
    at = at or "21/Nov/2026:10:00:00 +0800"
    return f'203.0.113.7 - - [{at}] "{method} {path} HTTP/1.1" {status} 512 "-" "{agent}"\n'


@pytest.mark.django_db
def test_pages_given_to_people_are_counted_by_day_and_nothing_else_is_kept() -> None:
    a_unit("tuling")
    found = read_log([
        line(), line(status=304), line("/units/tuling/guide/?x=1"), line(at="20/Nov/2026:17:00:00 +0000"),
        line(status=404), line(agent="Baiduspider"), line(method="POST"), line("/static/portal/base.css"),
        line("/%ff%fe/"), line("/nothing/"), "no log\n", "\n",
    ])  # fmt: skip
    assert (found.total, found.others, found.unread) == (4, 6, 1)
    add(found)
    rows = Visit.objects.values_list("day", "agency_code", "column_code", "count")
    assert sorted(rows) == [(date(2026, 11, 21), "", "help", 3), (date(2026, 11, 21), "tuling", "guide", 1)]
    assert Visited("tuling", "guide") in {seen for _, seen in found.visits}


@pytest.mark.django_db
@given(st.text(max_size=200))
def test_no_line_breaks_the_reading(text: str) -> None:
    found = read_log([text, line("/" + text.replace(" ", ""))])
    assert found.total <= 1


def test_a_quoted_agent_does_not_end_the_line() -> None:
    found = read_log([line("/nothing/", agent=r"a \"b\" bot")])
    assert (found.others, found.unread) == (1, 0)
