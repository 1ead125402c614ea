"""The page asks to be counted: by script or by a dot, once for a person, never for a machine, and not without end."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from gongkai.columns import visited
from gongkai.columns.models import Visit

pytestmark = pytest.mark.django_db
PERSON = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120"


def counts() -> dict[str, int]:
    return dict(Visit.objects.values_list("column_code", "count"))


def test_a_beacon_counts_and_says_nothing(client: Client) -> None:
    answer = client.post("/visit", {"p": "/help/"}, headers={"User-Agent": PERSON})
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert counts() == {"help": 1}


def test_a_dot_counts_without_script(client: Client) -> None:
    answer = client.get("/visit.gif", {"p": "/"}, headers={"User-Agent": PERSON})
    assert answer["Content-Type"] == "image/gif"
    assert "no-store" in answer["Cache-Control"]
    assert counts() == {"home": 1}
    client.head("/visit.gif?p=/", headers={"User-Agent": PERSON})
    assert counts() == {"home": 1}


@pytest.mark.parametrize(
    "headers",
    [{"User-Agent": ""}, {"User-Agent": "Baiduspider"}, {"User-Agent": PERSON, "Sec-Fetch-Site": "cross-site"}],
)
def test_machines_and_other_sites_are_not_counted(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/visit", {"p": "/"}, headers=headers).status_code == 204
    assert counts() == {}


@pytest.mark.parametrize("address", ["", "/nothing/", "/units/nobody/guide/", "/desk/", "\x00", "/" + "x" * 5000])
def test_what_is_no_page_is_not_counted_and_not_told(client: Client, address: str) -> None:
    assert client.post("/visit", {"p": address}, headers={"User-Agent": PERSON}).status_code == 204
    assert counts() == {}


def test_one_address_does_not_count_without_end(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.VISITS_PER_HOUR = 3  # type: ignore[attr-defined]
    for _ in range(5):
        client.post("/visit", {"p": "/"}, headers={"User-Agent": PERSON})
    assert counts() == {"home": 3}


def test_a_fault_of_the_database_is_not_the_readers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(seen: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(visited, "count", broken)
    assert client.post("/visit", {"p": "/"}, headers={"User-Agent": PERSON}).status_code == 204


def test_every_page_bears_the_dot_with_its_own_address(client: Client) -> None:
    page = client.get("/help/?x=1").content.decode()
    assert 'src="/visit.gif?p=%2Fhelp%2F"' in page
    assert page.count("visit.gif") == 1
