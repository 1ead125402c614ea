"""The report as PDF, to publish and to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai.annual.render.cover import Cover
from gongkai.annual.render.paper import report_paper
from gongkai.annual.report import Report
from gongkai.law.papers_layout import NEWEST
from gongkai.papers import pdf


def to_pdf(report: Report, cover: Cover | None = None, *, on: date = NEWEST, fonts: Path | None = None) -> bytes:
    """The report as tagged PDF by GB/T 9704, behind its cover where one is given.

    `on` chooses the edition of the page standard, `fonts` is a folder with the office's own fonts. Raises UnknownLaw
    when nothing is known for `on`.
    """
    return pdf.to_pdf(report_paper(report, cover, on=on), on=on, fonts=fonts)
