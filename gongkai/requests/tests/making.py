"""Requests for tests, made through the real actions; units, people and actors come from the records' making."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.records.tests.making import a_unit, actor, people
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.models import Request
from gongkai.requests.receiving import Application, enter_request
from gongkai.units.models import Agency

RECEIVED = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING)
WANG = ApplicantData(
    name="王小川", identity_kind="resident_card", identity_number="35058219900101123X", phone="13800000001",
    email="wang@example.test", address="泉港区涂岭镇某村1号",
)  # fmt: skip


def by(unit: Agency, duty: str = "disclosure_office", on: date = RECEIVED) -> Actor:
    """The actor with that duty in the unit."""
    return actor(people(unit)[duty], on)


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a working day."""
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=BEIJING)


def an_application(**changes: Any) -> Application:
    """What somebody asked for over the counter."""
    said: dict[str, Any] = {
        "channel": "in_person", "applicant_kind": "natural_person", "applicant": WANG,
        "subject": "涂岭镇2025年度农村公路养护资金使用情况", "supply_form": "paper", "supply_way": "post",
        "days": {"handed_in": RECEIVED},
    } | changes  # fmt: skip
    return Application(**said)


def an_arrived(unit: Agency | None = None, now: datetime = NOW, **changes: Any) -> Request:
    """A request not registered yet."""
    return enter_request(unit or a_unit(), an_application(**changes), person=None, now=now).request


def a_request(unit: Agency | None = None, now: datetime = NOW, **changes: Any) -> Request:
    """A registered request whose clock runs since RECEIVED (or since the days given)."""
    request = an_arrived(unit, now, **changes)
    days = {event: date.fromisoformat(day) for event, day in request.days.items()}
    clerk = by(request.agency, "clerk", now.date())
    return register_request(request.pk, days=days, actor=clerk, now=now + timedelta(minutes=5))
