"""Counting visits: which column an address belongs to, one more a day, and who may read the numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Thread

import pytest
from django.db import connection, connections
from hypothesis import given
from hypothesis import strategies as st

from gongkai.columns.models import Visit
from gongkai.columns.reads_visits import VisitLine, column_labels, visits
from gongkai.columns.visited import COLUMN_OF, OWN_COLUMNS, Visited, count, is_machine, visited
from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import IndexNumber
from gongkai.records.tests.making import NOW, a_draft, a_published, a_unit, actors

DAY = date(2026, 3, 10)
HOME = Visited("", "home")


@pytest.mark.django_db
def test_an_address_is_a_column_of_a_unit_or_of_the_whole() -> None:
    unit = a_unit("tuling")
    record = a_published(unit)
    number = IndexNumber.objects.get(record=record).number
    assert visited("/") == HOME
    assert visited("/?page=2#top") == HOME
    assert visited("/guide/") == Visited("", "guide")
    assert visited("/units/tuling/guide/") == Visited("tuling", "guide")
    assert visited(f"/records/{number}/") == Visited("tuling", "contents")


@pytest.mark.django_db
def test_what_is_not_there_is_not_counted() -> None:
    unit = a_unit("tuling")
    draft = a_draft(unit)
    record = a_published(unit)
    number = IndexNumber.objects.get(record=record).number
    staff = actors(unit)
    for address in (
        "", "x", "/nothing/", "/units/nobody/guide/", "/records/QZ04101-0105-2026-79999/", f"/records/{draft.pk}/",
        "/desk/", "/account/login/", "/robots.txt", f"/records/{number}/record.json", "/" + "a" * 700, "/\x00", "/\n",
        "//example.org/", "https://example.org/",
    ):  # fmt: skip
        assert visited(address) is None, address
    withdraw_record(record.pk, "附件有误", actor=staff["publisher"], now=NOW)
    assert visited(f"/records/{number}/") is None


@pytest.mark.django_db
@given(st.text(max_size=80))
def test_nothing_that_is_sent_breaks_the_counting(text: str) -> None:
    found = visited("/" + text)
    assert found is None or found.column_code in {*COLUMN_OF.values(), "terminal"}


@pytest.mark.django_db
def test_one_row_a_day_and_column_however_often() -> None:
    count([(DAY, HOME, 1), (DAY, HOME, 2)])
    count([(DAY, HOME, 4), (DAY, Visited("tuling", "guide"), 1), (DAY, HOME, 0)])
    rows = Visit.objects.values_list("agency_code", "column_code", "count")
    assert sorted(rows) == [("", "home", 7), ("tuling", "guide", 1)]
    assert {field.name for field in Visit._meta.fields} == {
        "id", "day", "agency_code", "column_code", "point", "count",
    }  # fmt: skip


def beside(work: Callable[[], object], hands: int) -> None:
    """Do it in so many threads, each with a connection of its own, outside the transaction of the test."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    many = [Thread(target=run) for _ in range(hands)]
    for one in many:
        one.start()
    for one in many:
        one.join()


@pytest.mark.django_db
def test_no_visit_is_lost_when_many_count_at_once() -> None:
    def run() -> None:
        for _ in range(10):
            count([(DAY, HOME, 1), (DAY, Visited("", "guide"), 1)])

    def counted() -> list[tuple[str, int]]:
        return sorted(Visit.objects.values_list("column_code", "count"))

    if connection.vendor == "sqlite":
        # In memory there is one connection; the file's own lock is proved by the served site.
        run()
        assert counted() == [("guide", 10), ("home", 10)]
        return
    try:
        beside(run, hands=4)
        assert counted() == [("guide", 40), ("home", 40)]
    finally:
        # Their rows are not of this test's transaction, and the tables of numbers given cannot be emptied by a flush.
        beside(Visit.objects.all().delete, hands=1)


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        ("", True), ("Mozilla/5.0 (compatible; Baiduspider/2.0)", True), ("curl/8.1", True),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0", False),
    ],
)  # fmt: skip
def test_machines_name_themselves(agent: str, machine: bool) -> None:
    assert is_machine(agent) is machine


@pytest.mark.django_db
def test_the_numbers_are_for_the_office_and_the_publisher() -> None:
    unit = a_unit("tuling")
    count([(DAY, HOME, 3), (date(2026, 4, 1), HOME, 1), (DAY, Visited("tuling", "guide", "p1"), 2)])
    staff = actors(unit)
    for duty in ("publisher", "disclosure_office"):
        found = visits(staff[duty], date(2026, 1, 1), date(2026, 12, 31))
        assert found == [
            VisitLine(date(2026, 3, 1), "", "home", "", 3),
            VisitLine(date(2026, 3, 1), "tuling", "guide", "p1", 2),
            VisitLine(date(2026, 4, 1), "", "home", "", 1),
        ]
    assert visits(staff["publisher"], date(2026, 4, 1), date(2026, 4, 1))[0].count == 1
    assert [one.count for one in visits(staff["publisher"], DAY, DAY, "tuling")] == [2]
    for nobody in (VISITOR, staff["clerk"], staff["legal_reviewer"]):
        with pytest.raises(Refused) as refused:
            visits(nobody, DAY, DAY)
        assert refused.value.code == "not-allowed"


def test_every_column_that_is_counted_has_a_name() -> None:
    labels = column_labels(DAY)
    assert {*COLUMN_OF.values(), "terminal"} - set(labels) == set()
    assert set(OWN_COLUMNS) - {*COLUMN_OF.values(), "terminal"} == set()
