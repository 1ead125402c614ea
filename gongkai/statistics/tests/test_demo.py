"""The sample reports reach the public pages through the real reader and the real action, once."""

from __future__ import annotations

import pytest

from gongkai.kit import journal
from gongkai.kit.who import VISITOR
from gongkai.statistics import reads
from gongkai.statistics.demo import build_demo
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.reads import Wanted
from gongkai.statistics.tests.conftest import files_of
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db


def test_the_samples_are_published_once_and_told_one_by_one() -> None:
    told: list[str] = []
    assert build_demo(told.append, render=files_of) == 5
    assert build_demo(told.append, render=files_of) == 0
    assert len(told) == 10
    assert told[-1].endswith("已有，不重复发布。")
    assert AnnualReport.objects.count() == 5
    assert list(journal.verify()) == []


def test_the_samples_come_in_three_forms_and_are_dated_as_they_were_published() -> None:
    build_demo(lambda line: None, render=files_of)
    rows = reads.column(VISITOR, Wanted())
    assert {row.edition for row in rows} == {"2021", "2019", "pre2019-fujian"}
    newest = reads.newest(VISITOR, 1)[0]
    assert (newest.year, newest.published_at.date().isoformat()) == (2025, "2026-01-12")


def test_the_service_centre_stands_below_its_district() -> None:
    build_demo(lambda line: None, render=files_of)
    link = AgencyLink.objects.get(lower=Agency.objects.get(short="泉港区行政服务中心"))
    assert link.upper.short == "泉港区"
