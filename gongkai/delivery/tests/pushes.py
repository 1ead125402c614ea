"""What the tests of pushing share: rounds of the worker at given minutes, records withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.delivery.actions.push_records import push_records
from gongkai.delivery.models import Push
from gongkai.delivery.pushing import push_due
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import Publication, Record
from gongkai.records.tests import making

# Long after what the tests publish, so that nothing is news for the robot.
LATER = making.NOW + timedelta(days=3)


def minutes(count: float) -> datetime:
    """So many minutes after LATER."""
    return LATER + timedelta(minutes=count)


def the_public(record: Record) -> Publication:
    """The version of a record that is public."""
    return Publication.objects.get(record=record, state=Publication.State.PUBLISHED)


def asked(record: Record, *, now: datetime = LATER) -> Push:
    """A draft asked for by the unit's publisher."""
    by = making.actors(record.agency)["publisher"]
    return push_records(record.agency.code, [the_public(record).pk], actor=by, now=now)[0]


def round_at(push: Push, count: float) -> Push:
    """The push after a round of the worker so many minutes later."""
    push_due(minutes(count))
    push.refresh_from_db()
    return push


def withdrawn(record: Record, **facts: bool) -> None:
    """The record withdrawn by its publisher."""
    record.refresh_from_db()
    withdraw_record(record.pk, "内容有误", actor=making.actors(record.agency)["publisher"], now=LATER, **facts)
