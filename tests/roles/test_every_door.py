"""Every duty, of the unit and of the next, and the visitor, at every address of the desk, asking and sending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from django.urls import URLPattern, URLResolver, reverse

from gongkai.desk.urls import urlpatterns
from gongkai.kit.models import JournalEntry
from gongkai.records.models import Publication, Record
from gongkai.units.powers import POWERS
from tests.roles.conftest import ADMINISTRATORS, OTHERS, SECRET, World, browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DUTIES = tuple(sorted(POWERS))
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 422}
# Pages without a name in their address, and the duties that see them; the others are told who may.
SEEN_BY = {
    "journal": {"audit_administrator"},
    "journal-export": {"audit_administrator"},
    "systems": {"system_administrator"},
    "pushes": {"publisher", "disclosure_office"},
    "new": {"clerk", "section_head", "window_head", "disclosure_office"},
}


def doors(patterns: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses of the desk."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns)
        else:
            yield pattern


def address(door: URLPattern, world: World) -> str:
    """The address of that door for the town's unpublished things; KeyError when a new kind of name appears."""
    values = world.values()
    names = door.pattern.converters
    return reverse(f"desk:{door.name}", kwargs={name: values[name] for name in names})


def read(answer: Any) -> bytes:
    """All that was answered, streamed or not; the client of the tests closes what was read to its end."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)


ALL = tuple(doors(urlpatterns))
NAMES = {door.name for door in ALL}


def test_every_page_that_is_promised_to_a_duty_exists() -> None:
    assert set(SEEN_BY) - NAMES == set()
    assert len(NAMES) == len(ALL)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_sent_to_sign_in_from_every_door(world: World, method: str) -> None:
    browser = browser_of(None)
    for door in ALL:
        answer = getattr(browser, method)(address(door, world))
        sent = answer.status_code == 302 and reverse("account_login") in answer["Location"]
        assert sent or answer.status_code == 405, f"{method} {door.name}: {answer.status_code}"


@pytest.mark.parametrize("duty", [*(duty for duty in DUTIES if duty not in ADMINISTRATORS), ""])
def test_the_next_unit_reaches_nothing_of_this_one(world: World, duty: str) -> None:
    browser = browser_of(world.neighbours[duty] if duty else world.nobody)
    before = dict(Record.objects.values_list("pk", "edition"))
    for door in ALL:
        for method in ("get", "post"):
            answer = getattr(browser, method)(address(door, world))
            where = f"{duty} {method} {door.name}"
            assert answer.status_code in ANSWERS, f"{where}: {answer.status_code}"
            assert SECRET.encode() not in read(answer), where
            assert quote(SECRET) not in answer.headers.get("Content-Disposition", ""), where
    assert dict(Record.objects.values_list("pk", "edition")) == before
    assert not JournalEntry.objects.filter(chain=world.town.code, actor__contains="neighbour").exists()


@pytest.mark.parametrize("duty", DUTIES)
def test_each_duty_sees_its_own_pages_breaks_none_and_reads_no_draft_without_business(world: World, duty: str) -> None:
    browser = browser_of(world.staff[duty])
    for door in ALL:
        answer = browser.get(address(door, world))
        body = read(answer)
        assert answer.status_code in ANSWERS, f"{duty} {door.name}: {answer.status_code}"
        if duty in OTHERS:
            assert SECRET.encode() not in body, door.name
        if door.name in SEEN_BY:
            assert (answer.status_code == 200) == (duty in SEEN_BY[door.name]), f"{duty} {door.name}"


@pytest.mark.parametrize("duty", DUTIES)
def test_no_duty_makes_an_unsigned_record_public_by_any_door(world: World, duty: str) -> None:
    browser = browser_of(world.staff[duty])
    for door in ALL:
        for record in (world.draft, world.waiting):
            where = address(door, world).replace(f"/{world.draft.pk}/", f"/{record.pk}/")
            given = {"edition": record.edition, "reason": "试", "record": record.pk, "records": record.pk}
            answer = browser.post(where, given)
            read(answer)
            assert answer.status_code in ANSWERS, f"{duty} {door.name}: {answer.status_code}"
    assert not Publication.objects.exists()
    assert not Record.objects.filter(state__in=("approved", "published")).exists()
