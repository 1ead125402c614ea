"""What the tree says of one unit is the same, whether it was made from all units or from those around it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.law.filing_schedule import span
from gongkai.records.tests.making import a_unit
from gongkai.statistics.filing_tree import all_units, tree_of, units_around
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
YEAR = span("year", 2025, 0)
Kind = AgencyLink.Kind
CODES = ("province", "city", "upper", "lower", "bureau", "town", "old", "heir", "ended", "alone")
LINKS = (
    ("province", "city", Kind.ADMINISTERS, None, None),
    ("city", "upper", Kind.ADMINISTERS, None, None),
    ("city", "lower", Kind.ADMINISTERS, None, None),
    # Two above it: 隶属 goes first, 指导监督 counts only where there is none.
    ("upper", "bureau", Kind.SUPERVISES, None, None),
    ("lower", "bureau", Kind.ADMINISTERS, None, None),
    ("upper", "town", Kind.SUPERVISES, None, None),
    # It changed hands in the year, and another was taken over.
    ("upper", "heir", Kind.ADMINISTERS, None, date(2025, 6, 1)),
    ("lower", "heir", Kind.ADMINISTERS, date(2025, 6, 1), None),
    ("upper", "old", Kind.ADMINISTERS, None, None),
    ("heir", "old", Kind.SUCCEEDS, date(2025, 7, 1), None),
    ("upper", "ended", Kind.ADMINISTERS, None, date(2025, 9, 1)),
)


@pytest.fixture
def units() -> dict[str, Agency]:
    """A small province with everything that can happen to a unit in a year."""
    found = {code: a_unit(f"t-{code}") for code in CODES}
    Agency.objects.filter(pk=found["ended"].pk).update(ends=date(2025, 9, 1))
    Agency.objects.filter(pk=found["old"].pk).update(ends=date(2025, 7, 1))
    for upper, lower, kind, begins, ends in LINKS:
        AgencyLink.objects.create(upper=found[upper], lower=found[lower], kind=kind, begins=begins, ends=ends)
    return found


def test_those_around_a_unit_tell_all_there_is_to_know_of_it(units: dict[str, Agency]) -> None:
    whole = tree_of(YEAR, all_units())
    for one in units.values():
        near = tree_of(YEAR, units_around(one.pk))
        assert near.files(one.pk) is whole.files(one.pk), one.code
        assert near.direct(one.pk) == whole.direct(one.pk), one.code
        assert near.counted(one.pk) == whole.counted(one.pk), one.code
        for rolled_up in (False, True):
            receiver = near.receiver(one.pk, rolled_up=rolled_up)
            assert receiver == whole.receiver(one.pk, rolled_up=rolled_up), one.code
        assert near.taken == whole.taken and all(heir in near.agencies for heir in near.taken)
    assert whole.counted(units["heir"].pk) == (units["heir"].pk, units["old"].pk)
    assert not whole.files(units["alone"].pk) and whole.files(units["ended"].pk)


def test_no_more_is_read_in_a_larger_province(units: dict[str, Agency]) -> None:
    read = {}
    for more in (0, 12):
        for number in range(more):
            AgencyLink.objects.create(upper=units["upper"], lower=a_unit(f"t-more-{number}"), kind=Kind.ADMINISTERS)
        with CaptureQueriesContext(connection) as seen:
            found = units_around(units["bureau"].pk)
        read[more] = (len(seen), len(found.agencies), len(found.links))
    assert read[0] == read[12]
