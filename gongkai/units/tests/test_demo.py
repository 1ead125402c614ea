"""The sample units and accounts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import LazySettings

from gongkai.kit import journal
from gongkai.kit.who import VISITOR
from gongkai.units import reads
from gongkai.units.acting import actor_of
from gongkai.units.demo import build_units
from gongkai.units.models import Agency, AgencyLink, Person
from gongkai.units.passwords import must_be_changed
from gongkai.units.tests.signing import NOW, TODAY

pytestmark = pytest.mark.django_db


def built() -> list[str]:
    said: list[str] = []
    build_units(said.append, now=NOW)
    return said


def test_a_district_of_thirty_two_units_under_its_city(settings: LazySettings) -> None:
    built()
    district = Agency.objects.get(code="QZ-QG")
    assert len(reads.descendants(VISITOR, district, TODAY)) == 32
    towns = Agency.objects.filter(upper_links__upper=district, level=Agency.Level.TOWN)
    assert towns.count() == 7
    assert Agency.objects.get(code="QZ-QG-ZFB").index_code == "QZ04101"
    branch = Agency.objects.get(code="QZ-QG-GAJ")
    assert [one.code for one in reads.supervisors(VISITOR, branch, TODAY)] == ["QZ-GAJ"]
    assert not list(journal.verify())


def test_accounts_can_sign_in_and_the_file_is_the_owners_alone(settings: LazySettings) -> None:
    said = built()
    place = Path(settings.HOME) / "demo-accounts.txt"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    text = place.read_text("utf-8")
    password = text.partition("密码  ")[2].partition("\n")[0]
    clerk = Person.objects.get(login="tuling.clerk")
    assert clerk.check_password(password)
    assert not must_be_changed(clerk, NOW)
    assert actor_of(clerk, TODAY).may("draft_record", "QZ-QG-TL")
    assert "备用码" in text
    assert password not in " ".join(said)


def test_built_twice_nothing_is_new(settings: LazySettings) -> None:
    built()
    place = Path(settings.HOME) / "demo-accounts.txt"
    first, links, length = place.read_text("utf-8"), AgencyLink.objects.count(), journal.length()
    assert build_units(lambda line: None, now=NOW) == 0
    assert (place.read_text("utf-8"), AgencyLink.objects.count(), journal.length()) == (first, links, length)


def test_units_that_the_reports_brought_are_taken_up(settings: LazySettings) -> None:
    city = Agency.objects.create(code="QZ", name="泉州市人民政府", short="泉州市", level=Agency.Level.CITY)
    old = Agency.objects.create(code="QZ-QG", name="泉州市泉港区人民政府", short="泉港区", level=Agency.Level.COUNTY)
    AgencyLink.objects.create(upper=city, lower=old, kind=AgencyLink.Kind.ADMINISTERS)
    built()
    assert AgencyLink.objects.filter(lower=old).count() == 1
    assert Agency.objects.filter(code="QZ-QG").get() == old
