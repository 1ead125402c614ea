"""The order in which a report is set: its own sections, and those of the form that it lacks, each with its table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.annual.report import Report
from gongkai.law.formats import FormTable, Section

_PART = re.compile(r"^[（(][一二三四五六七八九十]{1,2}[）)]")
_ITEM = re.compile(r"^\d{1,2}[.．、](?!\d)")
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Entry:
    """One section to set. `lines` are its paragraphs; `table` follows them; `empty` where neither was given."""

    id: str
    heading: str
    lines: tuple[str, ...]
    table: FormTable | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to set but the heading."""
        return not self.lines and self.table is None


def title_of(report: Report) -> str:
    """The title as written, or made of agency, year and the form's own title."""
    if report.title or report.form is None:
        return report.title or report.file
    return f"{report.agency}{report.year or ''}{'年' if report.year else ''}{report.form.titles[0]}"


def outline(report: Report) -> tuple[Entry, ...]:
    """All sections in order: as the report has them, missing ones of the form at their place."""
    form = report.form
    tables = {table.section: table for table in form.tables} if form else {}
    order = {section.id: number for number, section in enumerate(form.sections)} if form else {}
    entries: list[Entry] = []
    placed: set[str] = set()
    for section in report.sections:
        first = section.id not in placed
        placed.add(section.id)
        entries.append(
            Entry(section.id, section.heading, paragraphs(section.text), tables.get(section.id) if first else None)
        )
    for missing in form.sections if form else ():
        if missing.id in placed or not (missing.required or missing.id in tables):
            continue
        later = (number for number, entry in enumerate(entries) if order.get(entry.id, -1) > order[missing.id])
        entries.insert(next(later, len(entries)), Entry(missing.id, _heading(missing), (), tables.get(missing.id)))
    return tuple(entries)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, one a line, blank lines left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def level_of(line: str) -> int:
    """2 for a sub-heading （一） that stands alone, 3 for one numbered 1., 0 for running text."""
    if len(line) > _LONGEST or line[-1] in "。；，：！？;,:":
        return 0
    return 2 if _PART.match(line) else 3 if _ITEM.match(line) else 0


def _heading(section: Section) -> str:
    return f"{section.numeral}、{section.heading}" if section.numeral else section.heading
