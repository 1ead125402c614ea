"""Clocks for tests: a source of our own whose clocks are facts by day, and a unit with people to be told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from gongkai.kit import watched
from gongkai.kit.clock import BEIJING
from gongkai.kit.watched import WatchedClock
from gongkai.supervision.models import WatchNotice
from gongkai.units.models import Agency, AgencyLink, Duty, Person

LONG_AGO = date(2020, 1, 1)
MONDAY = date(2026, 3, 2)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=BEIJING)


def a_clock(key: str = "1", **changes: Any) -> WatchedClock:
    """A clock of one reply, begun on a Monday and due a fortnight later."""
    said: dict[str, Any] = {
        "source": "test", "key": key, "node": "reply", "agency": "U1", "title": f"申请 {key}", "begun_on": MONDAY,
        "due_on": date(2026, 3, 16), "holder": "clerk.one",
    } | changes  # fmt: skip
    return WatchedClock(**said)


class Facts:
    """What the room holds, told as it stood on some day: later beginnings and endings are not known yet."""

    def __init__(self, *clocks: WatchedClock) -> None:
        self.clocks = list(clocks)
        self.today = date.max
        self.asked = 0

    def read(self, since: date | None) -> Iterator[WatchedClock]:
        """The contract of kit.watched."""
        self.asked += 1
        for one in self.clocks:
            if one.begun_on > self.today:
                continue
            ended = one.met_on is not None and one.met_on <= self.today
            if not ended:
                yield replace(one, met_on=None, dropped=False)
            elif since is not None and one.met_on is not None and one.met_on >= since:
                yield one


@contextmanager
def only(facts: Facts) -> Iterator[Facts]:
    """No source but that one, until the end of the block."""
    kept = dict(watched._SOURCES)
    watched._SOURCES.clear()
    watched.register("test", facts.read)
    try:
        yield facts
    finally:
        watched._SOURCES.clear()
        watched._SOURCES.update(kept)


def a_person(login: str, agency: Agency, *duties: str, **more: Any) -> Person:
    """Somebody with duties in the unit since long ago."""
    person = Person.objects.create(login=login, name=f"人员{login}", agency=agency, **more)
    for duty in duties:
        Duty.objects.create(person=person, agency=agency, kind=duty, begins=LONG_AGO)
    return person


def units() -> tuple[Agency, Agency]:
    """A unit with a clerk, a head and a leader under a government with its office and a supervisor."""
    upper = Agency.objects.create(code="G1", name="某县人民政府", short="某县政府", level="county")
    unit = Agency.objects.create(code="U1", name="某县教育局", short="县教育局", level="department")
    AgencyLink.objects.create(upper=upper, lower=unit, kind=AgencyLink.Kind.ADMINISTERS)
    a_person("clerk.one", unit, "clerk", email="clerk@example.test", phone="13800000001")
    a_person("head.one", unit, "section_head", email="head@example.test")
    a_person("leader.one", unit, "deputy_leader")
    a_person("office.one", upper, "disclosure_office")
    a_person("super.one", upper, "supervisor")
    return unit, upper


def told() -> list[tuple[str, str, str, str, str, str]]:
    """Every notice made, in the order in which they were made: clock, due day, step, whom, way, its day."""
    rows = WatchNotice.objects.order_by("pk").select_related("watch")
    return [
        (one.watch.key, one.due_on.isoformat(), one.step, one.recipient, one.channel, one.for_on.isoformat())
        for one in rows
    ]
