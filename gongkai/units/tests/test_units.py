"""Agencies and their links hold only what can be true."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from gongkai.kit.who import VISITOR
from gongkai.units import reads
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
Level = Agency.Level


def agency(code: str, **more: object) -> Agency:
    """An agency of the tests."""
    given = {"code": code, "name": f"{code}局", "short": code, "level": Level.DEPARTMENT, **more}
    return Agency.objects.create(**given)


def test_an_agency_is_found_by_its_code() -> None:
    made = agency("education")
    assert reads.agency(VISITOR, "education") == made
    assert reads.agency(VISITOR, "nobody") is None


@pytest.mark.parametrize("code", ["check me", "../x", "区办", "a", "-x", "ab\n"])
def test_a_code_that_would_not_stand_in_an_address_is_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="单位代码"):
        Agency(code=code, name="某局", short="某局", level=Level.DEPARTMENT).full_clean()


def test_an_agency_cannot_end_before_it_begins() -> None:
    with pytest.raises(IntegrityError, match="agency_ends_after_it_begins"):
        agency("late", begins=date(2020, 1, 1), ends=date(2019, 1, 1))


def test_an_agency_is_not_above_itself() -> None:
    one = agency("one")
    with pytest.raises(IntegrityError, match="agency_is_not_above_itself"):
        AgencyLink.objects.create(upper=one, lower=one, kind=AgencyLink.Kind.SUPERVISES)


def test_the_same_link_stands_once() -> None:
    upper, lower = agency("upper"), agency("lower")
    AgencyLink.objects.create(upper=upper, lower=lower, kind=AgencyLink.Kind.SUPERVISES)
    with pytest.raises(IntegrityError):
        AgencyLink.objects.create(upper=upper, lower=lower, kind=AgencyLink.Kind.SUPERVISES)


def test_below_an_agency_are_those_linked_on_that_day() -> None:
    upper, old, new, heir = agency("district"), agency("old"), agency("new"), agency("heir")
    kind = AgencyLink.Kind
    AgencyLink.objects.create(upper=upper, lower=old, kind=kind.SUPERVISES, ends=date(2019, 3, 1))
    AgencyLink.objects.create(upper=upper, lower=new, kind=kind.ADMINISTERS, begins=date(2019, 3, 1))
    AgencyLink.objects.create(upper=upper, lower=heir, kind=kind.SUCCEEDS)
    assert list(reads.below(VISITOR, upper, date(2019, 2, 28))) == [old]
    assert list(reads.below(VISITOR, upper, date(2019, 3, 1))) == [new]
