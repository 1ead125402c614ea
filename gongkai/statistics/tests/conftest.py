"""Reports and agencies for the tests of statistics, made by hand from the 2021 format."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from gongkai.annual.documents import Place
from gongkai.annual.report import Claim, Figure, Report, SectionText
from gongkai.kit.who import Actor
from gongkai.law.checks import check
from gongkai.law.formats import formats
from gongkai.law.mends import Mend, mends
from gongkai.statistics.original import Original
from gongkai.units.models import Agency

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
PUBLISHER = Actor(
    "u-7", "林发布", frozenset({("publish_annual_report", "quangang"), ("withdraw_annual_report", "quangang")})
)
ORIGINAL = Original("泉港区2025年度报告.txt", "原件全文".encode())


def files_of(report: Report) -> dict[str, bytes]:
    """A light renderer: what the real ones make is tested where they are."""
    return {"csv": f"{report.title}".encode(), "json": b"{}"}


def a_report(year: int = 2025, **changed: int) -> Report:
    """A 2021-format report with one request received and granted, else noughts; `changed` by cell, __ for dots."""
    form = formats()["2021"]
    values = {cell: Decimal(0) for cell in form.cells}
    for column in ("natural_person", "total"):
        values[f"t3.new_received.{column}"] = Decimal(1)
        values[f"t3.granted.{column}"] = Decimal(1)
        values[f"t3.outcome_total.{column}"] = Decimal(1)
    values.update({cell.replace("__", "."): Decimal(value) for cell, value in changed.items()})
    checked = check(form, values)
    return Report(
        file="泉港区.txt",
        title=f"泉港区{year}年度政府信息公开工作年度报告",
        agency="泉州市泉港区人民政府",
        year=year,
        form=form,
        figures={cell: Figure(value, str(value), Place(line=9, table=1)) for cell, value in values.items()},
        unread=(),
        lead="现将有关情况报告如下。",
        sections=(SectionText("overview", "一、总体情况", "全年收到申请1件。", Place(line=3)),),
        claims=(Claim("收到申请", "count", Decimal(1), "收到申请1件", ("t3.new_received.total",), Place(line=3)),),
        findings=checked.findings,
        mends=(*mends(form, values, checked), Mend("t3.granted.total", Decimal(1), Decimal(2), ("R1",))),
        notes=("网页导航已略去。",),
        number="泉港政办〔2026〕2号",
        issued="2026-01-12",
    )


@pytest.fixture
def quangang(db: None) -> Agency:
    """The district of the samples."""
    return Agency.objects.create(
        code="quangang", name="泉州市泉港区人民政府", short="泉港区", level=Agency.Level.COUNTY
    )
