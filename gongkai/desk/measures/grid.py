"""The statutory tables as the desk shows them: merged heads, every figure a link onto what it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annual.render.grids import head_rows, table_grid
from gongkai.law.checks import plain
from gongkai.law.formats import FormTable, ReportFormat
from gongkai.papers.grid import Grid, GridCell
from gongkai.statistics.measured import Measured

SCOPES = {"stub": "row", "group": "rowgroup", "head": "col", "caption": "colgroup", "corner": "col"}
WIDTH_MM = 170.0


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: a head, or a figure of the cell `id` with its change since the period before (empty: not compared).
    `counted` is False where somebody has to fill it in."""

    text: str
    rowspan: int
    colspan: int
    scope: str = ""
    id: str = ""
    zero: bool = False
    counted: bool = True
    label: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table by rows; the first `head` of them are its head."""

    id: str
    title: str
    unit: str
    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]


def shown_tables(
    form: ReportFormat, found: Mapping[str, Measured], before: Mapping[str, Measured] | None
) -> list[ShownTable]:  # fmt: skip
    """All tables of the form with their figures, and beside each what changed where `before` is given."""
    tables = []
    for table in form.tables:
        rows = tuple(tuple(_cell(one, form, found, before) for one in row) for row in table_grid(table))
        head = head_rows(table)
        tables.append(ShownTable(table.id, table.title, table.unit, rows[:head], rows[head:]))
    return tables


def sheet_grid(table: FormTable, found: Mapping[str, Measured], widths: tuple[float, ...]) -> Grid:
    """The same table for a workbook, figures as numbers."""
    rows = tuple(tuple(_filled(one, found) for one in row) for row in table_grid(table))
    return Grid(table.title, table.unit, rows, head_rows(table), widths)


def signed(change: Decimal) -> str:
    """A change with its sign; empty for none."""
    return "" if not change else f"+{plain(change)}" if change > 0 else plain(change)


def _filled(one: GridCell, found: Mapping[str, Measured]) -> GridCell:
    if one.kind != "value" or not found[one.cell].counted:
        return one
    value = found[one.cell].value
    return GridCell(
        plain(value), one.row, one.column, one.kind, one.rowspan, one.colspan, one.cell, one.indent, number=value
    )  # fmt: skip


def _cell(
    one: GridCell, form: ReportFormat, found: Mapping[str, Measured], before: Mapping[str, Measured] | None
) -> ShownCell:  # fmt: skip
    if one.kind != "value":
        return ShownCell(one.text, one.rowspan, one.colspan, SCOPES.get(one.kind, ""))
    its = found[one.cell]
    change = signed(its.value - before[one.cell].value) if before else ""
    return ShownCell(
        plain(its.value), one.rowspan, one.colspan, id=one.cell, zero=not its.value and not its.things,
        counted=its.counted, label=form.cells[one.cell].label, change=change,
    )  # fmt: skip
