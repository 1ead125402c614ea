"""Units, people and records for tests, made through the real actions.

`people(unit)` gives one person for every business duty, `actor(person)` the actor he is on the tests' day; a record
goes as far as its name says: `a_draft`, `a_submitted`, `an_approved`, `a_published`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty, Person

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=BEIJING)
TODAY = NOW.date()
BUSINESS = (
    "clerk", "section_head", "window_head", "deputy_leader", "secrecy_reviewer", "publisher", "disclosure_office",
    "legal_reviewer", "statistics_clerk",
)  # fmt: skip


def a_unit(code: str = "tuling", **changes: Any) -> Agency:
    """A town government with that code; made once."""
    number = Agency.objects.count() + 1
    given = {
        "name": f"{code}镇人民政府", "short": f"{code}镇", "level": Agency.Level.TOWN,
        "index_code": f"QZ{4000 + number:05d}",
    } | changes  # fmt: skip
    made, _ = Agency.objects.get_or_create(code=code, defaults=given)
    return made


def a_person(unit: Agency, *duties: str, login: str = "") -> Person:
    """One person with those duties in the unit, from 2020 on; named by his first duty."""
    name = login or f"{unit.code}-{duties[0] if duties else 'nobody'}".replace("_", "-")
    person = Person.objects.filter(login=name).first()
    if person is None:
        person = Person.objects.create(login=name, name=f"{duties[0] if duties else '无职责'}（{unit.short}）")
    for duty in duties:
        Duty.objects.get_or_create(person=person, agency=unit, kind=duty, defaults={"begins": date(2020, 1, 1)})
    return person


def people(unit: Agency) -> dict[str, Person]:
    """One person for each business duty of the unit; made once, all together."""
    logins = {duty: f"{unit.code}-{duty}".replace("_", "-") for duty in BUSINESS}
    known = {person.login: person for person in Person.objects.filter(login__in=logins.values())}
    missing = {
        duty: Person(login=login, name=f"{duty}（{unit.short}）")
        for duty, login in logins.items()
        if login not in known
    }
    if missing:
        Person.objects.bulk_create(missing.values())
        Duty.objects.bulk_create(
            Duty(person=person, agency=unit, kind=duty, begins=date(2020, 1, 1)) for duty, person in missing.items()
        )
    return {duty: known.get(login) or missing[duty] for duty, login in logins.items()}


def actor(person: Person, on: date = TODAY) -> Actor:
    """The actor that person is on a day."""
    return actor_of(person, on)


class Actors(Mapping[str, Actor]):
    """The actors behind people, by duty; each is asked for only when he is wanted."""

    def __init__(self, people: dict[str, Person]) -> None:
        self.people = people

    def __getitem__(self, duty: str) -> Actor:
        return actor(self.people[duty])

    def __iter__(self) -> Iterator[str]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)


def actors(unit: Agency) -> Actors:
    """The actors behind `people`."""
    return Actors(people(unit))


def a_said(**changes: Any) -> Said:
    """A harmless notice, complete for submission as proactively disclosed."""
    given: dict[str, Any] = {
        "title": "关于做好春季森林防火工作的通知", "doc_number": "涂政〔2026〕8号", "formed_on": "2026-03-02",
        "class_code": "art20_12_emergencies", "document_kind": "other", "genre": "", "index_class": "0105",
        "summary": "部署春季森林防火工作。", "keywords": ["森林防火"], "mark": "proactive",
        "body": "<p>各村民委员会：</p><p>春季风干物燥，现就做好森林防火工作通知如下。</p>",
    } | changes  # fmt: skip
    return Said.from_json(given)


def a_draft(unit: Agency | None = None, *, now: datetime = NOW, **changes: Any) -> Record:
    """A draft by the unit's clerk."""
    unit = unit or a_unit()
    return create_record(agency=unit, said=a_said(**changes), actor=actors(unit)["clerk"], now=now)


def a_submitted(unit: Agency | None = None, *, now: datetime = NOW, **changes: Any) -> Record:
    """A record its clerk has submitted, waiting at the first step."""
    record = a_draft(unit, now=now, **changes)
    return submit_record(record.pk, record.edition, actor=actors(record.agency)["clerk"], now=now)


def passed_on(record: Record, *, now: datetime = NOW, until: str = "") -> Record:
    """The record after the persons of its unit have passed every step, or all before the step `until`."""
    staff = actors(record.agency)
    while record.state == Record.State.IN_REVIEW and record.waiting_step != until:
        assert record.content is not None
        who = staff[record.waiting_duty]
        record = pass_step(record.pk, record.edition, record.content.hash, actor=who, now=now)
    return record


def an_approved(unit: Agency | None = None, *, now: datetime = NOW, **changes: Any) -> Record:
    """A record signed through the whole chain: approved when proactive, else registered."""
    return passed_on(a_submitted(unit, now=now, **changes), now=now)


def a_published(unit: Agency | None = None, *, now: datetime = NOW, **changes: Any) -> Record:
    """A record its unit's publisher has made public."""
    record = an_approved(unit, now=now, **changes)
    publish_record(record.pk, edition=record.edition, actor=actors(record.agency)["publisher"], now=now)
    record.refresh_from_db()
    return record
