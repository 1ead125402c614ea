"""The units' pages and statutory columns: what stands in them, what is said where nothing does, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from lxml.html import HtmlElement

from gongkai.portal.column_nav import PLACES
from gongkai.records.models import Publication
from gongkai.records.tests import making
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
NOW = making.NOW
TODAY = NOW.date()
OF_UNIT = ["unit", *(f"unit-{place}" for place in PLACES.values())]
OF_ALL = ["units", *(place for column, place in PLACES.items() if column != "annual")]


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are read on the day on which everything was published."""
    monkeypatch.setattr("gongkai.kit.clock.today", lambda: TODAY)


@pytest.fixture
def unit(db: None) -> Agency:
    return making.a_unit(name="泉港区涂岭镇人民政府", short="涂岭镇")


def page(client: Client, address: str, status: int = 200) -> HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.content)


def titles(found: HtmlElement) -> list[str]:
    return [one.text_content() for one in found.cssselect("main .rows li > a:first-child, main .listing th > a")]


def tags(found: HtmlElement) -> set[str]:
    return {one.get("name", "") for one in found.cssselect("meta[name]")}


@pytest.mark.parametrize("name", OF_UNIT)
def test_a_unit_without_anything_says_so_on_every_page_and_where_to_ask(
    client: Client, unit: Agency, name: str
) -> None:
    found = page(client, reverse(f"portal:{name}", args=(unit.code,)))
    assert len(found.cssselect("h1")) == 1
    empty = found.cssselect("main .empty, main .note")
    assert empty and empty[0].cssselect("a, p")
    assert {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= tags(found)
    menu = [one.get("href") for one in found.cssselect(".cols > ul > li > a")]
    assert reverse("portal:unit-guide", args=(unit.code,)) in menu


@pytest.mark.parametrize("name", OF_ALL)
def test_the_pages_of_the_whole_stand_without_any_unit(client: Client, db: None, name: str) -> None:
    found = page(client, reverse(f"portal:{name}"))
    assert len(found.cssselect("h1")) == 1
    assert found.cssselect("main .empty, main .bullets")
