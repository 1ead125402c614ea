"""A report as people read it: its parts in order, findings numbered and tied to cells. No database, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.annual.report import Report, SectionText
from gongkai.law.checks import plain
from gongkai.law.formats import CellSpec
from gongkai.law.mends import Mend
from gongkai.portal.remarks import Remark, remark_of
from gongkai.portal.tables import ShownTable, show_table

# The figures a reader looks for first, in the editions that have them.
KEY_CELLS = (
    "t3.new_received.total",
    "t3.outcome_total.total",
    "t3.carried_out.total",
    "t2.normative.in_force",
    "t4.reconsideration.total",
)
# A narrative longer than this that stands before the tables is folded: the figures come first.
FOLD_FROM = 180
NUMERAL = re.compile(r"^[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class MendHint:
    """One figure whose change would settle several findings at once."""

    cell: str
    label: str
    reported: str
    proposed: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One heading of the report with its text, its table, the findings about it; `folded` opens on demand."""

    anchor: str
    heading: str
    paragraphs: tuple[str, ...]
    folded: bool = False
    missing: bool = False
    tables: tuple[ShownTable, ...] = ()
    remarks: tuple[Remark, ...] = ()
    mends: tuple[MendHint, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the few figures that open the page; it leads to its cell."""

    cell: str
    label: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a report page prints."""

    key_figures: tuple[KeyFigure, ...]
    lead: tuple[str, ...]
    lead_folded: bool
    parts: tuple[ShownPart, ...]
    remarks: tuple[Remark, ...]
    about_text: tuple[Remark, ...]
    errors: int
    warnings: int
    hints: int
    notes: tuple[str, ...]
    unread: int
    solved: int


def show(report: Report) -> Shown:
    """Arrange a report for its page. A report without a known format has its text and remarks, and no tables."""
    remarks = tuple(remark_of(number, finding, report.form) for number, finding in enumerate(report.findings, start=1))
    levels = [remark.level for remark in remarks]
    parts = _parts(report, remarks)
    placed = {remark.number for part in parts for remark in part.remarks}
    return Shown(
        key_figures=_key_figures(report),
        lead=_paragraphs(report.lead),
        lead_folded=any(part.tables for part in parts) and len(report.lead) > FOLD_FROM,
        parts=parts,
        remarks=remarks,
        about_text=tuple(remark for remark in remarks if remark.number not in placed),
        errors=levels.count("error"),
        warnings=levels.count("warning"),
        hints=levels.count("hint"),
        notes=report.notes,
        unread=len(report.unread),
        solved=sum(1 for figure in report.figures.values() if figure.how == "solved"),
    )


def _key_figures(report: Report) -> tuple[KeyFigure, ...]:
    """Those of the key cells that this format has and that were read."""
    if report.form is None:
        return ()
    return tuple(
        KeyFigure(cell, _plain_label(report.form.cells[cell]), plain(report.values[cell]), report.form.cells[cell].unit)
        for cell in KEY_CELLS
        if cell in report.form.cells and cell in report.values
    )


def _plain_label(spec: CellSpec) -> str:
    """The row's own words without numerals; the column's too, unless it is the total."""
    words = NUMERAL.sub("", " ".join([*spec.row.under[-1:], spec.row.label]))
    return words if spec.column.code == "total" else f"{words}{spec.column.label}"


def _parts(report: Report, remarks: tuple[Remark, ...]) -> tuple[ShownPart, ...]:
    """The format's sections in its order, each with the text found for it; then headings the format does not know."""
    if report.form is None:
        return tuple(_loose(text, number) for number, text in enumerate(report.sections, start=1))
    found: dict[str, list[SectionText]] = {}
    known = {section.id for section in report.form.sections}
    for text in report.sections:
        found.setdefault(text.id if text.id in known else "", []).append(text)
    parts: list[ShownPart] = []
    for section in report.form.sections:
        texts = found.get(section.id, [])
        tables = [table for table in report.form.tables if table.section == section.id]
        if not texts and not tables and not section.required:
            continue
        cells = {cell.id for table in tables for cell in table.cells}
        paragraphs = tuple(line for text in texts for line in _paragraphs(text.text))
        own = tuple(remark for remark in remarks if remark.cell in cells)
        parts.append(
            ShownPart(
                anchor=f"s-{section.id}",
                heading=texts[0].heading if texts and texts[0].heading else _printed(section.numeral, section.heading),
                paragraphs=paragraphs,
                folded=_before_tables(section.id, report) and sum(map(len, paragraphs)) > FOLD_FROM,
                missing=not texts and not any(cell in report.figures for cell in cells),
                tables=tuple(show_table(report, table, own) for table in tables),
                remarks=own,
                mends=tuple(_mend(mend, report, remarks) for mend in report.mends if mend.cell in cells),
            )
        )
    loose = [text for text in found.get("", []) if text.text.strip() or text.heading]
    return (*parts, *(_loose(text, number) for number, text in enumerate(loose, start=1)))


def _before_tables(section: str, report: Report) -> bool:
    """Whether the section has no table and stands before one that has."""
    order = [one.id for one in report.form.sections] if report.form else []
    with_tables = [order.index(table.section) for table in report.form.tables] if report.form else []
    return bool(with_tables) and order.index(section) < min(with_tables)


def _loose(text: SectionText, number: int) -> ShownPart:
    return ShownPart(anchor=f"s-more-{number}", heading=text.heading, paragraphs=_paragraphs(text.text))


def _mend(mend: Mend, report: Report, remarks: Iterable[Remark]) -> MendHint:
    settled = set(mend.relations)
    numbers = tuple(
        remark.number for remark, finding in zip(remarks, report.findings, strict=True) if finding.relation in settled
    )
    label = report.form.cells[mend.cell].label if report.form else mend.cell
    return MendHint(mend.cell, label, plain(mend.reported), plain(mend.proposed), numbers)


def _printed(numeral: str, heading: str) -> str:
    return f"{numeral}、{heading}" if numeral else heading


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
