"""A district with its office above a town, a late clock of the town, and a card on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongkai.kit.who import Actor
from gongkai.records.tests.making import NOW, a_person, a_unit, actor
from gongkai.supervision.actions.appeal_card import appeal_card
from gongkai.supervision.actions.issue_card import issue_card
from gongkai.supervision.models import Card, Watch
from gongkai.units.models import Agency, AgencyLink, Person

DUE = date(2026, 3, 4)
TODAY = NOW.date()


def a_district() -> tuple[Agency, Agency]:
    """The district and the town below it."""
    district, town = a_unit("district", level=Agency.Level.COUNTY, name="区人民政府", short="区政府"), a_unit("town")
    AgencyLink.objects.get_or_create(upper=district, lower=town, kind=AgencyLink.Kind.ADMINISTERS)
    return district, town


def officer(number: int = 1) -> Person:
    """One of the people who issue cards for the district."""
    return a_person(a_unit("district"), "disclosure_office", login=f"officer-{number}")


def clerk() -> Person:
    """Who answers for the town."""
    return a_person(a_unit("town"), "clerk")


def by(person: Person, now: datetime = NOW) -> dict[str, Any]:
    """Actor and moment of an act by that person."""
    return {"actor": who(person, now), "now": now}


def who(person: Person, now: datetime = NOW) -> Actor:
    """The actor that person is then."""
    return actor(person, now.date())


def a_watch(town: Agency, due_on: date = DUE, **more: Any) -> Watch:
    """A clock of the town; four working days late on the tests' day."""
    number = Watch.objects.count() + 1
    given = {
        "source": "records", "key": f"publication:{number}", "node": "publication", "title": "关于春季防火的通知",
        "begun_on": date(2026, 2, 2), "since_on": date(2026, 2, 2), "opened_at": NOW, "changed_at": NOW,
        "subject_page": "record", "subject_key": "1",
    } | more  # fmt: skip
    return Watch.objects.create(agency=town, due_on=due_on, **given)


def a_card(watch: Watch | None = None, now: datetime = NOW) -> Card:
    """A yellow card on a late clock of the town, issued by the first officer."""
    watch = watch or a_watch(a_district()[1])
    return issue_card(watch.pk, "yellow", "逾期四个工作日，请在三日内公开。", **by(officer(), now))


def an_appealed(proof: tuple[str, bytes] | None = None) -> Card:
    """A card against which the town's clerk appealed."""
    return appeal_card(a_card().pk, "材料在等上级批复，不是本单位的原因。", proof, **by(clerk()))
