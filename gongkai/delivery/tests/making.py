"""A district with an office, two units and two halls, and the people who deliver and receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.delivery.actions.receive_batch import receive_batch
from gongkai.delivery.actions.send_batch import send_batch
from gongkai.delivery.actions.set_hall import HallFacts, set_hall
from gongkai.delivery.models import Batch, Hall
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making
from gongkai.units.models import Agency, AgencyLink, Person

BEGINS = date(2026, 3, 1)
PHONE = "0595-00000000"


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day in Beijing, the day as 2026-03-20."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=BEIJING).replace(hour=hour)


@dataclass(frozen=True, slots=True)
class District:
    """Town and neighbour deliver to archives and library; the office leads."""

    government: Agency
    office: Agency
    town: Agency
    neighbour: Agency
    archives: Hall
    library: Hall

    def publisher(self, of: Agency | None = None) -> Actor:
        """The publisher of a unit, else the town's."""
        return making.actors(of or self.town)["publisher"]

    def chief(self) -> Actor:
        """The disclosure office of the district's office."""
        return making.actors(self.office)["disclosure_office"]

    def receiver(self, hall: Hall | None = None) -> Actor:
        """The receiver of a hall, else of the archives."""
        return making.actor(receiver_of(hall or self.archives))


def receiver_of(hall: Hall) -> Person:
    """The person who signs at that hall."""
    return making.a_person(hall.agency, "hall_receiver")


def a_district(**facts: Any) -> District:
    """All of it, the halls beginning on the first of March 2026."""
    government = making.a_unit("district", level=Agency.Level.COUNTY, name="某区人民政府", short="某区")
    office = making.a_unit("office", level=Agency.Level.DEPARTMENT, name="某区人民政府办公室", short="区政府办")
    town, neighbour = making.a_unit("town"), making.a_unit("neighbour")
    for lower in (office, town, neighbour):
        AgencyLink.objects.get_or_create(upper=government, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    chief = making.actors(office)["disclosure_office"]
    halls = []
    for code, name, kind in (("archives", "某区档案馆", "archives"), ("library", "某区图书馆", "library")):
        own = making.a_unit(code, level=Agency.Level.SERVICE, name=name, short=name, index_code="")
        given = {"name": name, "kind": kind, "rule": "fujian", "begins": BEGINS, "contact": "馆员"} | facts
        halls.append(set_hall(HallFacts(**given), office=office, agency=own, actor=chief, now=at("2026-02-25")))
    return District(government, office, town, neighbour, *halls)


def published(unit: Agency, moment: datetime, number: int, **changes: Any) -> Record:
    """A record made public at that moment, with that number in its document number."""
    given = {
        "doc_number": f"涂政〔2026〕{number}号", "title": f"关于第{number}项工作的通知",
        "formed_on": moment.date().isoformat(),
    } | changes  # fmt: skip
    return making.a_published(unit, now=moment, **given)


def revised(record: Record, moment: datetime, body: str = "<p>更正后的正文。</p>") -> Publication:
    """The record's next public version."""
    staff = making.actors(record.agency)
    record.refresh_from_db()
    assert record.content is not None
    said = making.Said.from_json({**record.content.said, "body": body})
    record = change_record(record.pk, record.edition, said, actor=staff["clerk"], now=moment)
    record = submit_record(record.pk, record.edition, actor=staff["clerk"], now=moment)
    making.passed_on(record, now=moment)
    record.refresh_from_db()
    return publish_record(record.pk, edition=record.edition, change_note="更正", actor=staff["publisher"], now=moment)


def sent(batch: Batch, by: Actor, now: datetime) -> Batch:
    """The batch with its hall."""
    count = batch.items.count()
    return send_batch(batch.pk, paper=count, electronic=count, contact="联系人", phone=PHONE, actor=by, now=now)


def received(batch: Batch, by: Actor, now: datetime) -> Batch:
    """The batch signed for on that day."""
    count = batch.items_count
    return receive_batch(
        batch.pk, paper=count, electronic=count, receiver="签收人", received_on=now.date(), actor=by, now=now
    )
