"""The report as a Word file, to edit and to send up."""

from __future__ import annotations

from datetime import date

from gongkai.annual.render.cover import Cover
from gongkai.annual.render.paper import report_paper
from gongkai.annual.report import Report
from gongkai.law.papers_layout import NEWEST
from gongkai.papers import word


def to_word(report: Report, cover: Cover | None = None, *, on: date = NEWEST) -> bytes:
    """The report as .docx by GB/T 9704, behind its cover where one is given. Raises UnknownLaw for an unknown `on`."""
    return word.to_word(report_paper(report, cover, on=on), on=on)
