"""What runs on in a unit that was merged away is somebody's."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.tests.making import actor
from gongkai.supervision import reads
from gongkai.supervision.models import WatchNotice
from gongkai.supervision.round import run_rounds
from gongkai.supervision.tests.making import MONDAY, Facts, a_clock, a_person, at, only, units
from gongkai.units.models import Agency, AgencyLink, Duty

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 3, 11), date(2026, 3, 16)


def test_what_an_ended_unit_left_undone_is_told_to_its_successor_and_seen_there() -> None:
    old, heir = units()[0], Agency.objects.create(code="U2", name="某县教体局", short="县教体局")
    office = a_person("office.two", heir, "disclosure_office")
    AgencyLink.objects.filter(lower=old).update(ends=MONDAY)
    AgencyLink.objects.create(upper=heir, lower=old, kind="succeeds", begins=MONDAY)
    Agency.objects.filter(pk=old.pk).update(ends=MONDAY)
    Duty.objects.filter(agency=old).delete()
    with only(Facts(a_clock(holder=""))):
        assert run_rounds(DAY, at(DAY)).unreachable == 0
    assert WatchNotice.objects.get().person == office
    asker = actor(office, DUE)
    assert [one.watch.agency for one in reads.wall(asker, DUE).lines] == [old]
