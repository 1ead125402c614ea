"""One small world for all tests here: a town with a secret draft, a neighbour, and somebody for every duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from gongkai.columns.actions.open_item_catalogue import open_item_catalogue
from gongkai.columns.actions.save_item import save_item
from gongkai.kit import clock
from gongkai.records.actions.start_import import start_import
from gongkai.records.models import Content, Record
from gongkai.records.tests.making import BUSINESS, NOW, a_draft, a_person, a_submitted, a_unit, actor, people
from gongkai.units.models import Agency, AgencyLink, Person

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
OTHERS = ("supervisor", "assessor", "hall_receiver")
SECRET = "不能外传的措辞甲乙丙"


@dataclass(frozen=True, slots=True)
class World:
    """The town, its records that are not public, and who is there. `neighbours` serve the next town."""

    town: Agency
    draft: Record
    waiting: Record
    digest: str
    batch: int
    catalogue: int
    staff: dict[str, Person]
    neighbours: dict[str, Person]
    nobody: Person

    def values(self) -> dict[str, object]:
        """What stands in the addresses: always the town's own, unpublished things."""
        return {
            "record_id": self.draft.pk, "pk": self.draft.pk, "digest": self.digest, "number": 1,
            "chain": self.town.code, "code": self.town.code, "batch_id": self.batch, "round_id": 1,
            "person_id": self.staff["clerk"].pk, "duty_id": 1, "link_id": 1, "system_id": 1,
            "catalogue_id": self.catalogue, "key": f"{self.town.code}-00001", "subcase_id": 1, "kind": "reply",
            "form": "pdf", "position": 1, "entry_id": 1, "dossier_id": 1, "channel": "letter",
            "file_id": 1, "release_id": 1, "conversion_id": 1, "paper": 1,
            "list_id": 1, "row_id": 1, "finding_id": 1, "probe_id": 1,
            "what": "file", "year": 2025, "cell": "t3.new_received.total",
        }  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Built once, taken away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield _build()
        transaction.set_rollback(True)


def _build() -> World:
    district = a_unit("district", level=Agency.Level.COUNTY, name="区人民政府", short="区")
    town, neighbour = a_unit("town"), a_unit("neighbour")
    for lower in (town, neighbour):
        AgencyLink.objects.create(upper=district, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    every = (*BUSINESS, *OTHERS)
    staff = {duty: a_person(town, duty) for duty in every} | {duty: a_person(district, duty) for duty in ADMINISTRATORS}
    draft = a_draft(town, title=SECRET, body=f"<p>{SECRET}</p>")
    waiting = a_submitted(town, title=SECRET + "二", doc_number="涂政〔2026〕9号")
    batch = start_import(
        agency=town, name=f"{SECRET}.csv", data=f"信息名称\n{SECRET}\n".encode(), way="draft",
        actor=actor(staff["clerk"]), now=NOW,
    )  # fmt: skip
    catalogue = open_item_catalogue(agency=town, actor=actor(staff["clerk"]), now=NOW)
    save_item(catalogue.pk, catalogue.edition, {"name": SECRET}, actor=actor(staff["clerk"]), now=NOW)
    content = Content.objects.get(pk=draft.content_id)
    return World(
        town, draft, waiting, content.hash, batch.pk, catalogue.pk, staff,
        {duty: a_person(neighbour, duty) for duty in every},
        a_person(neighbour, login="without-duties"),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def open_gate(settings: pytest.FixtureRequest) -> None:
    """Administrators without their second factor, which has tests of its own."""
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]


def browser_of(person: Person | None) -> Client:
    """A browser of that person, or of a visitor; it raises nothing, as a real one."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The faces work on the tests' day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)


@pytest.fixture
def town() -> Agency:
    """A town with one person for each duty."""
    made = a_unit("town")
    people(made)
    return made
