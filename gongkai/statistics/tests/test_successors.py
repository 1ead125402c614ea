"""What a unit leaves behind stays somebody's: succession, splits and links in a circle."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.filing_schedule import span
from gongkai.law.formats import formats
from gongkai.statistics.filing_counting import counts
from gongkai.statistics.filing_tree import tree_of
from gongkai.statistics.filing_values import values_before
from gongkai.statistics.models import AnnualReport, Filing
from gongkai.statistics.snapshot import freeze, hash_of, thaw
from gongkai.statistics.tests.conftest import a_report
from gongkai.statistics.tests.filing_making import NOW, District, a_district, opened
from gongkai.statistics.tests.test_filing import received_request
from gongkai.units.models import Agency, AgencyLink

YEAR = ("year", 2025)


@pytest.fixture
def at(db: None) -> District:
    return a_district()


def test_what_a_merged_unit_left_open_is_carried_on_by_its_successor(at: District) -> None:
    old, new = at.towns
    received_request(old)
    Agency.objects.filter(pk=old.pk).update(ends=date(2026, 1, 1))
    AgencyLink.objects.create(upper=new, lower=old, kind="succeeds", begins=date(2026, 1, 1))
    balances = {}
    for year in (2025, 2026, 2027):
        tree = tree_of(span("year", year, 0))
        found = [counts(tree.counted(one), formats()["2021"], span("year", year, 0)) for one in tree.agencies]
        rows = ("carried_in", "new_received", "outcome_total", "carried_out")
        balances[year] = [sum(int(one[f"t3.{row}.total"].value) for one in found) for row in rows]
    assert balances == {2025: [0, 1, 0, 1], 2026: [1, 0, 0, 1], 2027: [1, 0, 0, 1]}


def test_a_unit_from_which_another_was_split_off_goes_on_filing_for_itself(at: District) -> None:
    old, new = at.towns
    AgencyLink.objects.create(upper=new, lower=old, kind="succeeds", begins=date(2025, 7, 1))
    tree = tree_of(span(*YEAR, 0))
    assert tree.files(old.pk) and tree.counted(new.pk) == (new.pk,) and tree.counted(old.pk) == (old.pk,)


def test_two_units_that_stand_above_each_other_are_counted_once_each(at: District) -> None:
    AgencyLink.objects.create(upper=at.district, lower=at.city, kind="supervises")
    whole = tree_of(span(*YEAR, 0)).whole(at.city.pk)
    assert sorted(whole) == sorted(one.pk for one in (at.city, at.district, *at.towns))


def test_a_governments_own_part_is_not_held_against_the_report_on_all_its_units(at: District) -> None:
    content = freeze(a_report(2024, t3__carried_out__total=9, t3__carried_out__natural_person=9))
    AnnualReport.objects.create(
        agency=at.district, year=2024, version=1, edition="2021", title="上年", published_at=NOW, content=content,
        content_hash=hash_of(content),
    )  # fmt: skip
    own, town = opened(at, at.district), opened(at, at.towns[0])
    assert values_before(own) is None and values_before(town) is None
    Filing.objects.filter(pk=own.pk).update(rolled_up=True)
    own.refresh_from_db()
    assert values_before(own) == thaw(content).values
