"""A small column for the tests of the pages: two years of one agency, one withdrawn report of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongkai.annual.report import Report
from gongkai.kit.who import Actor
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.actions.withdraw_annual_report import withdraw_annual_report
from gongkai.statistics.original import Original
from gongkai.statistics.tests.conftest import NOW, a_report
from gongkai.units.models import Agency

OFFICER = Actor("u-1", "陈某", frozenset({("publish_annual_report", "*"), ("withdraw_annual_report", "*")}))
ORIGINAL = Original("泉港区 2025 年度报告.html", b"<script>alert(1)</script>")


def light_files(report: Report) -> dict[str, bytes]:
    """Downloads without typesetting."""
    return {kind: f"{kind} of {report.title}".encode() for kind in ("pdf", "docx", "xlsx", "csv", "json")}


@pytest.fixture
def publish(db: None) -> Callable[..., Agency]:
    """Publish a report for an agency, made when it is not there."""

    def publish_one(report: Report, code: str = "QZ-QG", short: str = "泉港区") -> Agency:
        agency, _ = Agency.objects.get_or_create(
            code=code, defaults={"name": f"泉州市{short}人民政府", "short": short, "level": Agency.Level.COUNTY}
        )
        publish_annual_report(report, agency=agency, original=ORIGINAL, actor=OFFICER, now=NOW, render=light_files)
        return agency

    return publish_one


@pytest.fixture
def column(publish: Callable[..., Agency]) -> Agency:
    """泉港区 2024 without fault and 2025 with a broken total; 鲤城区 2024 withdrawn."""
    publish(a_report(2024))
    agency = publish(a_report(2025, t3__granted__total=7))
    other = publish(replace(a_report(2024), number="泉鲤政办〔2025〕1号"), "QZ-LC", "鲤城区")
    withdraw_annual_report(agency=other, year=2024, reason="附件有误", actor=OFFICER, now=NOW)
    return agency
