"""Which kept pages a change touches: every page that shows the thing or counts it, and every page that exists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.columns.tests import making as columns
from gongkai.kit.models import PublicChange
from gongkai.portal import pages, unit_pages
from gongkai.portal.pages import EVERYTHING
from gongkai.portal.tests.test_units import NOW, TODAY, published
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.tests import making
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
OURS = (*unit_pages.OF_UNIT, *unit_pages.OF_ALL, "unit-system", "unit-class", "unit-class-page", "unit-rules-page",
        "class", "class-page", "rules-page", "home")  # fmt: skip


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.kit.clock.today", lambda: TODAY)


@pytest.fixture
def unit(db: None) -> Agency:
    return making.a_unit()


def kept() -> dict[str, str]:
    """Address to kind of every kept page of this area that exists."""
    found = {kind.name: kind for kind in pages.kinds()}
    return {one: name for name in OURS for one in (found[name].everything or list)()}


def shown(client: Client) -> dict[str, bytes]:
    """What each kept page shows now; a page that is not there shows nothing."""
    answers = {address: client.get(address) for address in kept()}
    return {address: answer.content for address, answer in answers.items() if answer.status_code == 200}


def last_change() -> PublicChange:
    return PublicChange.objects.order_by("pk").last()  # type: ignore[return-value]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}


def test_what_a_publication_and_its_withdrawal_change_is_touched(client: Client, unit: Agency) -> None:
    """No page of ours differs that was not named: nothing stale stays in a file."""
    making.a_unit("shanyao")
    columns.a_public("guide", unit)
    for number in range(1, 22):
        published(unit, number, published_at=NOW - timedelta(days=2), first_published_at=NOW - timedelta(days=2))
    before = shown(client)
    record = making.a_published(unit, document_kind="normative_document", legal_review="done")
    after = shown(client)
    assert changed(before, after) <= set(pages.touched_by(last_change()))
    assert {"/", f"/units/{unit.code}/", "/rules/", "/contents/art20_12_emergencies/"} <= changed(before, after)
    withdraw_record(record.pk, "有误", actor=making.actors(unit)["publisher"], now=NOW)
    assert changed(after, shown(client)) <= set(pages.touched_by(last_change()))


@pytest.mark.parametrize("kind", ["guide", "institution", "system", "reading_point"])
def test_what_a_column_page_changes_is_touched(client: Client, unit: Agency, kind: str) -> None:
    before = shown(client)
    columns.a_public(kind, unit)
    differing = changed(before, shown(client))
    assert differing and differing <= set(pages.touched_by(last_change()))


def test_another_units_pages_are_left_alone(unit: Agency) -> None:
    making.a_unit("shanyao")
    published(unit, 1)
    change = PublicChange(kind="record", key="x", agency=unit.code, detail={"agency_code": [unit.code]}, at=NOW)
    assert [one for one in pages.touched_by(change) if one.startswith("/units/shanyao/")] == []


def test_a_record_that_moved_touches_where_it_stood_and_where_it_stands(unit: Agency) -> None:
    detail = {"agency_code": ["old", "tuling"], "class_code": ["art20_07_budget"]}
    change = PublicChange(kind="record", key="x", agency="tuling", detail=detail, at=NOW)
    touched = set(pages.touched_by(change))
    for code in ("old", "tuling"):
        assert {f"/units/{code}/", f"/units/{code}/contents/art20_07_budget/p2/"} <= touched


@pytest.mark.parametrize("kind", ["site", "unit"])
def test_what_every_page_shows_touches_everything(unit: Agency, kind: str) -> None:
    assert EVERYTHING in pages.touched_by(PublicChange(kind=kind, key="x", agency="", detail={}, at=NOW))


def test_the_day_on_which_a_unit_ends_touches_everything_and_no_other_day(unit: Agency) -> None:
    Agency.objects.filter(pk=unit.pk).update(ends=date(2026, 12, 1))
    days = {day: pages.touched_by(PublicChange(kind="day", key=day, at=NOW)) for day in ("2026-12-01", "2026-12-02")}
    assert EVERYTHING in days["2026-12-01"]
    assert EVERYTHING not in days["2026-12-02"]


def test_every_kept_page_that_is_listed_is_there(client: Client, unit: Agency) -> None:
    making.a_unit("shanyao")
    for number in range(1, 23):
        published(unit, number, document_kind="normative_document")
    published(unit, 23, class_code="art20_03_plans")
    for kind in ("guide", "institution", "system", "reading_point"):
        columns.a_public(kind, unit)
    addresses = kept()
    assert set(addresses.values()) == set(OURS)
    missing = [one for one in addresses if client.get(one).status_code != 200]
    assert missing == []
    assert reverse("portal:unit-class-page", args=(unit.code, "art20_07_budget", 2)) in addresses
