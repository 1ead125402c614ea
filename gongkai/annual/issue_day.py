"""Whether the report came out by the day the Regulation sets for its kind of agency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.annual.report import Report
from gongkai.law.agency_kinds import kind_of
from gongkai.law.checks import Finding
from gongkai.law.dated import parameter
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited


def late_findings(report: Report) -> Iterator[Finding]:
    """A hint when the known day of issue is behind the legal day; nothing where the agency, year or day is unknown.

    The legal day is a dated parameter of the deadline rule of the agency's kind, as month and day of the next year.
    """
    kind = kind_of(report.agency) if report.agency else None
    if kind is None or not kind.report or report.year is None or not report.issued:
        return
    issued = date.fromisoformat(report.issued)
    try:
        limit = parameter(f"{kind.report}.month_day").at(date(report.year + 1, 1, 1))
    except UnknownLaw:
        return
    if limit.value is None:
        return
    month, day = divmod(limit.value, 100)
    due = date(report.year + 1, month, day)
    if issued > due:
        yield Finding(
            "late",
            "hint",
            (),
            None,
            None,
            (),
            f"{cited(limit.cite).words}要求{kind.title}在 {due.year} 年 {due.month} 月 {due.day} 日前公布，"
            f"文件所载日期为 {issued.year} 年 {issued.month} 月 {issued.day} 日。请核对公布日期。",
            limit.cite,
        )
