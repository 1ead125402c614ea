"""How often a page of requests asks the database: a limit for each, the same on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gongkai.records.tests.making import people
from gongkai.requests.models import ClockEntry, Request
from gongkai.requests.tests.making import a_request
from gongkai.requests.tests.stepping_through import paused

pytestmark = pytest.mark.django_db
FRAME = 4  # session, person, his duties, the figures around the page


@pytest.fixture
def plain() -> Request:
    """In hand, without letters or fees."""
    return a_request()


def a_clerk(request: Request) -> Client:
    """Signed in, and past the first page, which writes when he was seen."""
    client = Client()
    client.force_login(people(request.agency)["clerk"])
    client.get("/desk/keys/")
    return client


# The request, its clocks, papers and items; then what the section shows besides.
@pytest.mark.parametrize(("section", "own"), [("", 4), ("clock/", 6), ("papers/", 6), ("files/", 6), ("subcases/", 4)])
def test_a_page_of_one_request(
    plain: Request, section: str, own: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = a_clerk(plain)
    with django_assert_max_num_queries(FRAME + own):
        page = client.get(f"/desk/requests/{plain.pk}/{section}")
    assert page.status_code == 200 and plain.subject in page.content.decode()


def test_what_there_is_is_asked_for_and_decides_the_acts(
    plain: Request, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request = paused(plain, date(2026, 3, 5), date(2026, 3, 11))
    assert ClockEntry.objects.filter(clock__request=request).count() > 1
    client = a_clerk(request)
    with django_assert_max_num_queries(FRAME + 5):
        assert client.get(f"/desk/requests/{request.pk}/").status_code == 200


def test_the_list_asks_as_often_for_twenty_as_for_one(
    plain: Request, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = a_clerk(plain)
    for at in range(3):
        a_request(plain.agency, subject=f"第{at}件")
    with django_assert_max_num_queries(FRAME + 4):
        body = client.get("/desk/requests/").content.decode()
    assert "第2件" in body and plain.subject in body
    with django_assert_max_num_queries(13):
        assert client.get("/desk/").status_code == 200
