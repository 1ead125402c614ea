"""Going through the records by side: values with counts, addresses that stay, pages that a change touches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.kit.models import PublicChange
from gongkai.portal import browsing
from gongkai.portal.pages import all_addresses, touched_by
from gongkai.portal.paging import window
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.models import Publication
from gongkai.records.tests import making

pytestmark = pytest.mark.django_db
NOW = making.NOW


def publish(**said: object) -> Publication:
    record = making.an_approved(making.a_unit(), **said)
    actor = making.actors(record.agency)["publisher"]
    return publish_record(record.pk, change_note="", actor=actor, now=NOW)


@pytest.fixture
def public(db: None) -> Publication:
    """A notice on roads; beside it one with a subject of nobody's table."""
    publish(title="关于另一件事的通知", doc_number="", topic="村规民约")
    return publish(title="关于农村公路的通知", topic="工业、交通/公路", genre="notice")


def links(client: Client, address: str, where: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [link.get("href") for link in html.fromstring(answer.content).cssselect(where)]


def test_each_side_leads_to_its_values_and_they_to_the_records(client: Client, public: Publication) -> None:
    assert links(client, "/browse/", ".terms a") == [
        "/browse/topic/07/", "/browse/agency/tuling/", "/browse/genre/notice/", "/browse/year/2026/",
    ]  # fmt: skip
    page = reverse("portal:record", args=(public.index_number,))
    for address in ("/browse/topic/07/", "/browse/topic/0707/", "/browse/genre/notice/"):
        assert links(client, address, ".rows li > a") == [page]
    for address in ("/browse/agency/tuling/", "/browse/year/2026/"):
        assert page in links(client, address, ".rows li > a")


def test_subjects_come_in_two_levels_and_strange_ones_as_written(client: Client, public: Publication) -> None:
    assert links(client, "/browse/topic/", ".head a") == ["/browse/topic/07/"]
    found = links(client, "/browse/topic/", ".terms a")
    assert found[0] == "/browse/topic/0707/"
    assert (
        html.fromstring(client.get(found[1]).content).cssselect(".result h3")[0].text_content() == "关于另一件事的通知"
    )


def test_what_has_nothing_public_has_no_page(client: Client, public: Publication) -> None:
    making.an_approved(making.a_unit("shanyao"), title="未公开", doc_number="", topic="国防/国防动员")
    for address in ("/browse/agency/shanyao/", "/browse/topic/21/", "/browse/genre/order/", "/browse/year/2025/"):
        assert client.get(address).status_code == 404


def test_pages_have_addresses_of_their_own(
    client: Client, public: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        publish(title=f"关于第{number}件事的通知", doc_number="", topic="工业、交通/水运")
    monkeypatch.setattr("gongkai.records.published_browse.A_PAGE", 2)
    first = links(client, "/browse/topic/07/", ".rows li > a")
    second = links(client, "/browse/topic/07/p2/", ".rows li > a")
    assert len(first) == len(second) == 2 and not set(first) & set(second)
    assert "/browse/topic/07/p2/" in links(client, "/browse/topic/07/", ".pager a")
    assert client.get("/browse/topic/07/p3/").status_code == 404
    answer = client.get("/browse/topic/07/p1/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/browse/topic/07/")


def test_a_change_touches_the_values_it_stood_and_stands_under(public: Publication) -> None:
    change = PublicChange(
        kind="record",
        key=public.index_number,
        agency="tuling",
        detail={
            "topic": ["工业、交通/公路", "村规民约"],
            "genre": ["notice"],
            "year": [2026],
            "agency_code": ["tuling"],
        },
        at=NOW,
    )
    touched = set(touched_by(change))
    expected = {
        "/browse/", "/browse/topic/", "/browse/year/", "/browse/topic/07/", "/browse/topic/0707/",
        "/browse/genre/notice/", "/browse/agency/tuling/", "/browse/year/2026/", "/browse/year/2026/p2/",
    }  # fmt: skip
    assert expected <= touched
    assert f"/records/{public.index_number}/qr.svg" in touched
    assert not any("drafts" in one or "村" in one for one in touched)


def test_what_was_told_at_publication_touches_every_kept_page_the_record_is_on(public: Publication) -> None:
    page = reverse("portal:record", args=(public.index_number,))
    told = PublicChange.objects.filter(kind="record", key=public.index_number).latest("pk")
    touched = set(touched_by(told))
    for side in browsing.SIDES:
        for one in browsing.branches(side, NOW.date()):
            if page in links(Client(), browsing.address(side, one.code), ".rows li > a"):
                assert browsing.address(side, one.code) in touched


def test_every_kept_address_of_this_area_answers(client: Client, public: Publication) -> None:
    mine = [one for one in all_addresses() if one.startswith("/browse/") or one.endswith(("qr.svg", "record.json"))]
    assert len(mine) > 10
    assert [one for one in mine if client.get(one).status_code != 200] == []


@pytest.mark.parametrize(("page", "last"), [(1, 1), (1, 2), (3, 9), (500, 500), (1, 500)])
def test_the_pager_reaches_both_ends_and_the_neighbours(page: int, last: int) -> None:
    steps = window(page, last, str)
    if last == 1:
        assert steps is None
        return
    assert steps is not None
    numbers = [step.number for step in steps.steps if step.number]
    assert numbers[0] == 1 and numbers[-1] == last and page in numbers
    assert numbers == sorted(set(numbers)) and len(numbers) <= 7
    assert [step.number for step in steps.steps if step.here] == [page]
    assert (steps.before == "") == (page == 1) and (steps.after == "") == (page == last)


def test_the_year_is_that_of_beijing(client: Client) -> None:
    record = making.an_approved(making.a_unit(), title="元旦的通知")
    morning = NOW.replace(year=2027, month=1, day=1, hour=2) + timedelta(minutes=5)
    publish_record(record.pk, change_note="", actor=making.actors(record.agency)["publisher"], now=morning)
    assert len(links(client, "/browse/year/2027/", ".rows li > a")) == 1
    told = PublicChange.objects.filter(kind="record").latest("pk")
    assert "/browse/year/2027/" in touched_by(told)
