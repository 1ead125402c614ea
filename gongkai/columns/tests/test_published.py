"""What the public side reads costs few queries, counts what is there, and shows nothing of the desk."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.columns import published
from gongkai.columns.tests.making import a_page, a_public, a_waiting
from gongkai.kit.border import as_public
from gongkai.kit.who import VISITOR
from gongkai.records.tests.making import NOW, TODAY, a_unit
from gongkai.search import rebuild
from gongkai.units.models import Agency


@pytest.fixture
def unit(db: None) -> Agency:
    """A town with one person for each duty."""
    return a_unit()


def test_columns_count_what_is_public_of_one_unit_or_of_all(unit: Agency) -> None:
    other = a_unit("neighbour")
    a_public("guide", unit)
    a_public("guide", other)
    a_public("reading_point", other)
    a_waiting("institution", unit)
    counts = {one.code: one.count for one in published.columns_of(VISITOR, unit.code, TODAY, {"contents": 7})}
    assert counts == {
        "guide": 1, "institutions": 0, "systems": 0, "contents": 7, "rules": 0, "annual": 0, "request": 1,
        "reading_points": 0,
    }  # fmt: skip
    whole = {one.code: one for one in published.columns_of(VISITOR, "", TODAY)}
    assert (whole["guide"].count, whole["guide"].updated, whole["systems"].empty) == (2, NOW, True)
    assert whole["reading_points"].count == 1


def test_the_menu_costs_two_queries_and_a_page_one(unit: Agency) -> None:
    for _ in range(3):
        a_public("system", unit)
    a_public("guide", unit)
    for most, ask in (
        (2, lambda: published.columns_of(VISITOR, unit.code, TODAY)),
        (1, lambda: published.guide(VISITOR, unit.code)),
        (1, lambda: published.systems(VISITOR, unit.code)),
        (1, lambda: published.reading_points(VISITOR)),
    ):
        with CaptureQueriesContext(connection) as asked:
            ask()
        assert len(asked) <= most


def test_everything_is_read_from_public_tables_alone(unit: Agency) -> None:
    a_public("guide", unit)
    a_public("system", unit)
    a_public("reading_point", unit)
    a_page("institution", unit)
    with as_public():
        assert published.guide(VISITOR, unit.code) is not None
        assert published.institution(VISITOR, unit.code) is None
        assert len(published.systems(VISITOR)) == len(published.reading_points(VISITOR)) == 1
        assert published.site_profile(VISITOR, TODAY).columns
        assert published.keys(VISITOR, "guide") == [(unit.code, unit.code)]


def test_a_rebuilt_search_knows_every_public_page(unit: Agency) -> None:
    a_public("guide", unit)
    a_page("institution", unit)
    sources = {source.kind: source for source in rebuild._SOURCES.values()}
    assert {"guide", "institution", "reading_point"} <= set(sources)
    assert sources["guide"].keys("", 10) == [unit.code]
    assert [one.key for one in sources["guide"].documents([unit.code, "nobody"])] == [unit.code]
    assert sources["institution"].keys("", 10) == []
