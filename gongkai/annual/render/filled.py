"""A report's figures in the cells of its statutory tables; what is unread is marked, never 0."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.annual.render.grids import head_rows, table_grid, widths
from gongkai.annual.report import Figure, Report
from gongkai.law.checks import plain
from gongkai.law.formats import FormTable
from gongkai.law.papers_layout import page_layout, words
from gongkai.papers.grid import Grid, GridCell

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Marks:
    """Findings by number: which stand at which cell, and the worst level there."""

    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)


NO_MARKS = Marks()


def shown(figure: Figure) -> str:
    """A figure as entered (`+1`, `274.09249`); one entered with other signs is written plainly, never rounded."""
    text = figure.text.strip()
    return text if _PLAIN.fullmatch(text) else plain(figure.value)


def filled(report: Report, table: FormTable, *, on: date, marks: Marks = NO_MARKS) -> Grid:
    """The table with the report's figures. Optional rows without any figure are left out, as units leave them out."""
    word = words(on)
    printed = printed_rows(report, table)
    rows = []
    unread = False
    for row in table_grid(printed):
        cells = []
        for cell in row:
            made = _with_figure(cell, report.figures.get(cell.cell), word["unread"]) if cell.kind == "value" else cell
            unread = unread or (cell.kind == "value" and made.number is None)
            cells.append(replace(made, marks=marks.numbers.get(cell.cell, ()), level=marks.levels.get(cell.cell, "")))
        rows.append(tuple(cells))
    return Grid(
        caption=table.title,
        unit=word["unit_line"].replace("{unit}", table.unit) if table.unit else "",
        rows=tuple(rows),
        head_rows=head_rows(printed),
        widths=widths(printed, float(page_layout(on).measures["body_width"])),
        legend=word["unread_legend"] if unread else "",
    )


def _with_figure(cell: GridCell, figure: Figure | None, unread: str) -> GridCell:
    if figure is None:
        return replace(cell, text=unread)
    return replace(cell, text=shown(figure), number=figure.value)


def printed_rows(report: Report, table: FormTable) -> FormTable:
    """The table without the optional rows for which the report has no figure: units leave these out."""
    blocks = []
    for block in table.blocks:
        kept = tuple(
            row
            for row in block.rows
            if not row.optional or any(f"{table.id}.{row.code}.{one.code}" in report.figures for one in block.columns)
        )
        blocks.append(replace(block, rows=kept))
    return replace(table, blocks=tuple(blocks))
