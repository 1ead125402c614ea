"""Every role at every address of disclosure on request (rows in expected.py)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from gongkai.desk.conftest import browser_of
from gongkai.desk.requests.tests.expected import CAST, LET_IN
from gongkai.disputes.models import Dispute
from gongkai.kit import clock
from gongkai.kit.private import seal
from gongkai.records.tests.making import a_person, a_unit, people
from gongkai.requests.attaching import attach
from gongkai.requests.models import ClockEntry, Matter, Paper, Request, SubCase
from gongkai.requests.tests.making import a_request, at
from gongkai.units.models import AgencyLink, Person

pytestmark = pytest.mark.django_db
LATER = at(date(2026, 3, 5))


@dataclass
class World:
    """One request with what hangs on it, and the values its addresses take, by the head of the path and the name."""

    people: dict[str, Person]
    values: dict[str, dict[str, object]] = field(default_factory=dict)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: object) -> World:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", LATER.date)
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]
    top, unit, asked, third = a_unit("district"), a_unit(), a_unit("fengwei"), a_unit("hougang")
    AgencyLink.objects.create(upper=top, lower=unit, kind=AgencyLink.Kind.ADMINISTERS, begins=date(2020, 1, 1))
    request = a_request(unit)
    own = people(unit)
    cast = {
        "clerk": own["clerk"], "office": own["disclosure_office"], "head": own["section_head"],
        "publisher": own["publisher"], "asked": people(asked)["clerk"], "stranger": people(third)["clerk"],
        "upper": people(top)["disclosure_office"], "security": a_person(unit, "security_administrator"),
        "audit": a_person(unit, "audit_administrator"), "receiver": a_person(unit, "hall_receiver"),
    }  # fmt: skip
    made = World(cast)
    subcase = SubCase.objects.create(
        request=request, key="s1", kind="other_agency", state="open", party=asked.name, agency=asked,
        question="是否掌握", sent_on=LATER.date(), made_by=own["clerk"], made_at=LATER,
    )  # fmt: skip
    paper = Paper.objects.create(
        request=request, agency=unit, kind="reply", title="答复书", made_by=own["clerk"], made_at=LATER
    )
    dispute = Dispute.objects.create(
        request=request, agency=unit, kind="reconsideration", body="区政府", about="reply", filed_on=LATER.date(),
        made_by=own["clerk"], made_at=LATER,
    )  # fmt: skip
    matter = Matter.objects.create(
        agency=unit, kind="complaint", receipt_number="20260302-MATTER01", channel="in_person", sealed=seal({}),
        text="未按时答复", received_on=LATER.date(), made_at=LATER,
    )  # fmt: skip
    source = attach(request, "source", "目录.txt", "目录".encode(), own["clerk"], LATER)
    entry = ClockEntry.objects.filter(clock__request=request).first()
    made.values = {
        "requests": {
            "pk": request.pk, "channel": "in_person", "entry_id": entry.pk if entry else 0, "kind": "reply",
            "position": 1, "file_id": source.pk, "form": "pdf",
        },
        "papers": {"pk": paper.pk, "form": "pdf", "kind": "reply"},
        "disputes": {"pk": dispute.pk, "number": 0},
        "matters": {"pk": matter.pk, "what": "files"},
        "dossiers": {"form": "pdf"},
        "subcases": {"subcase_id": subcase.pk, "pk": subcase.pk, "form": "pdf", "number": 1},
    }  # fmt: skip
    return made


def addresses() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Name, head of the path and the names of its values, of every address of the area."""
    waiting = [*import_module("gongkai.desk.requests.urls").urlpatterns]
    while waiting:
        one = waiting.pop()
        if isinstance(one, URLResolver):
            waiting.extend(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one.name or "", str(one.pattern).partition("/")[0], tuple(one.pattern.converters)


def test_every_address_says_who_is_let_in() -> None:
    """A new address needs its row in expected.py; a row without an address is old."""
    assert {name for name, _, _ in addresses()} == set(LET_IN)


@pytest.mark.slow
@pytest.mark.parametrize("role", CAST)
def test_each_role_gets_in_where_it_should_and_nowhere_else(role: str, world: World) -> None:
    browser = Client() if role == "visitor" else browser_of(world.people[role])
    wrong = []
    for name, place, wanted in addresses():
        values = {one: world.values.get(place, {}).get(one, 0) for one in wanted}
        address = reverse(f"desk:{name}", kwargs=values)
        # A refusal is asked for as a part of a page: that is made in a moment.
        head = {"HX-Request": "true"} if role not in LET_IN[name] else {}
        status = browser.get(address, headers=head).status_code
        if status == 405:
            status = browser.post(address, headers=head).status_code
        let_in = status not in (403, 404) if role != "visitor" else status != 204
        if let_in != (role in LET_IN[name]) or status >= 500:
            wrong.append((name, status))
    assert wrong == []
    assert Request.objects.count() == 1
