"""The sample filings can be made, once."""

from __future__ import annotations

from collections import Counter

import pytest

from gongkai.records.tests.making import a_person, a_unit
from gongkai.statistics import filing_demo
from gongkai.statistics.filing_demo import build_filings
from gongkai.statistics.models import Filing
from gongkai.statistics.tests.filing_making import NOW
from gongkai.units.models import Agency, AgencyLink


@pytest.mark.django_db
def test_the_sample_quarter_is_filed_once_and_leaves_something_to_do() -> None:
    district = a_unit("QZ-QG", level=Agency.Level.COUNTY, name="泉州市泉港区人民政府", short="泉港区")
    for code in (filing_demo.BEGUN, filing_demo.SENT, filing_demo.RETURNED, "QZ-QG-QH", filing_demo.SILENT[0]):
        AgencyLink.objects.create(upper=district, lower=a_unit(code), kind="administers")
    a_person(district, "disclosure_office", login=filing_demo.OFFICE)
    told: list[str] = []
    assert build_filings(told.append, now=NOW) == 5 and told == ["泉港区2025年第4季度季报：5 份。"]
    states = Counter(Filing.objects.values_list("state", flat=True))
    assert states == {"accepted": 2, "draft": 1, "submitted": 1, "returned": 1}
    assert build_filings(told.append, now=NOW) == 0
