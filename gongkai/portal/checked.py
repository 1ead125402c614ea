"""One uploaded file, read and judged; against the year before where that agency's report is public here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.kit.who import Actor
from gongkai.statistics import reads


@dataclass(frozen=True, slots=True)
class Checked:
    """The judged report, and the year of the public report it was also held against."""

    report: Report
    last_year: int | None


def read_upload(asker: Actor, data: bytes, name: str) -> Checked:
    """Read and judge one file in memory. Raises CannotRead with a sentence for the field."""
    document = open_document(data, PurePath(name).name)
    report = read_report(document)
    last = None
    if report.year is not None and report.agency:
        last = reads.last_year_of_named(asker, report.agency, report.year)
    return Checked(judge(report, last, document=document), last.year if last else None)
