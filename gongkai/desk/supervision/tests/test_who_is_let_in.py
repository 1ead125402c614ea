"""Every role at every address of supervision: one row each; an address without a row fails the test."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.desk.conftest import browser_of
from gongkai.desk.supervision.urls import urlpatterns
from gongkai.kit import clock
from gongkai.records.tests.making import NOW, a_person, a_unit
from gongkai.supervision.tests.carding import a_district, a_watch, an_appealed, clerk, officer
from gongkai.units.models import Agency, AgencyLink, Person

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"clerk", "head", "office", "supervisor", "stranger"})
# Who sees the town's days: its own people, the office of the district above it, and the supervisor above that.
OURS = EVERYBODY - {"stranger"}
ABOVE = frozenset({"office", "supervisor"})
# A post without its body: refused for what is lacking (or for the size of the reason), not for the person.
LET_IN: dict[str, frozenset[str]] = {
    "clocks": EVERYBODY,
    "clocks-month": EVERYBODY,
    "clocks-export": EVERYBODY,
    "clock": OURS,
    "clock-card": ABOVE,
    "cards": EVERYBODY,
    "card": OURS,
    "card-notice": OURS,
    "card-proof": OURS - {"head"},
    "supervision-rules": ABOVE,
}
POSTED = frozenset({"clocks-export", "card-proof"})


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, Person | None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    settings.SECOND_FACTOR_DUTIES = ()
    district, town = a_district()
    city = a_unit("city", level=Agency.Level.CITY)
    AgencyLink.objects.create(upper=city, lower=district, kind=AgencyLink.Kind.ADMINISTERS)
    return {
        "clerk": clerk(), "head": a_person(town, "section_head"), "office": officer(2),
        "supervisor": a_person(city, "supervisor"), "stranger": a_person(a_unit("elsewhere"), "clerk"),
        "receiver": a_person(town, "hall_receiver"), "audit": a_person(town, "audit_administrator"),
        "assessor": a_person(city, "assessor"), "visitor": None,
    }  # fmt: skip


def test_every_address_lets_in_whom_its_row_names(cast: dict[str, Person | None]) -> None:
    card = an_appealed(("批复.txt", "三月九日批复。".encode()))
    values = {"pk": {"clock": card.watch_id, "clock-card": card.watch_id}}
    assert {door.name for door in urlpatterns} == set(LET_IN)
    browsers = {role: browser_of(person) if person else Client() for role, person in cast.items()}
    for door in urlpatterns:
        name = str(door.name)
        args = {"pk": values["pk"].get(name, card.pk)} if door.pattern.converters else {}
        let_in = set()
        for role, browser in browsers.items():
            ask = browser.post if name in POSTED else browser.get
            answer = ask(reverse(f"desk:{name}", kwargs=args))
            assert answer.status_code in (200, 302, 403, 404), f"{role} {name}: {answer.status_code}"
            if answer.status_code == 200:
                let_in.add(role)
        assert let_in == LET_IN[name], name


def test_another_units_clock_is_as_if_it_did_not_exist(cast: dict[str, Person | None]) -> None:
    watch = a_watch(a_district()[1])
    stranger = cast["stranger"]
    assert stranger is not None
    browser = browser_of(stranger)
    there, nowhere = (browser.get(reverse("desk:clock", args=[pk])) for pk in (watch.pk, watch.pk + 1000))
    assert there.status_code == nowhere.status_code == 404
    assert watch.title not in browser.get(reverse("desk:clocks")).content.decode()
    assert "关于春季防火的通知" not in there.content.decode()
