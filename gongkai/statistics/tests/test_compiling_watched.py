"""The clock of the year's report: whose, until when, and what ends it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.kit import watched
from gongkai.records.tests.making import a_unit
from gongkai.statistics.compiling_watched import SOURCE, clocks
from gongkai.statistics.models import AnnualReport, PeriodInUse
from gongkai.statistics.tests.making_compiling import NOW, YEAR, a_filing
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Agency:
    """A district with a bureau and a town, filing years from 2025 on."""
    upper = a_unit("qg", name="泉州市泉港区人民政府", short="泉港区", level=Agency.Level.COUNTY)
    for lower in (a_unit("bureau", name="泉州市泉港区测试局", short="测试局"), a_unit("town")):
        AgencyLink.objects.create(upper=upper, lower=lower, kind=AgencyLink.Kind.ADMINISTERS)
    PeriodInUse.objects.create(receiver=upper, period="year", begins=date(YEAR, 1, 1), at=NOW)
    return upper


def test_departments_and_governments_have_their_own_days_and_towns_none(district: Agency) -> None:
    found = {clock.agency: clock for clock in clocks(None)}
    assert {code: (one.node, one.due_on) for code, one in found.items()} == {
        "bureau": ("department_report", date(2026, 1, 31)), "qg": ("government_report", date(2026, 3, 31)),
    }  # fmt: skip
    assert found["qg"].begun_on == date(2026, 1, 1) and found["qg"].met_on is None
    assert found["qg"].subject == ("compilations", "") and watched.sources()[SOURCE] is clocks


def test_the_first_publication_ends_it_and_the_next_year_begins(district: Agency) -> None:
    bureau = Agency.objects.get(code="bureau")
    AnnualReport.objects.create(
        agency=bureau, year=YEAR, version=1, edition="2021", title="报告", published_at=NOW, content_hash="x"
    )
    met = NOW.date()
    assert [one.met_on for one in clocks(met) if one.agency == "bureau" and one.key == f"bureau:{YEAR}"] == [met]
    later = {one.key for one in clocks(met + timedelta(days=1))}
    assert f"bureau:{YEAR}" not in later and {f"bureau:{YEAR + 1}", f"qg:{YEAR}"} <= later


def test_nothing_is_watched_where_nobody_takes_filings() -> None:
    a_filing(a_unit("alone", name="泉州市某某局"))
    assert list(clocks(None)) == []
