"""The one layout of the statutory tables: merged heads and stubs as the form prints them, from the format's data."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.formats import Block, FormTable, Label
from gongkai.law.papers_layout import NEWEST, words
from gongkai.papers.grid import GridCell, Rows

_VALUE_MM = 10.4
_STUB_MM = (10.5, 17.5)


def table_grid(table: FormTable) -> Rows:
    """The table's cells, row by row, each where it begins; value cells carry their cell id and no text."""
    if table.layout == "blocks":
        return _blocks(table)
    if table.layout == "line":
        return _line(table)
    if table.layout == "list":
        return _list(table)
    return _matrix(table)


def head_rows(table: FormTable) -> int:
    """How many rows to repeat on the next page: none where each block has a head of its own."""
    if table.layout == "blocks":
        return 0
    return next(number for number, row in enumerate(table_grid(table)) if any(cell.kind == "value" for cell in row))


def widths(table: FormTable, total: float) -> tuple[float, ...]:
    """Column widths in mm that fill `total`: narrow group columns, a wide label column, figures alike."""
    columns = max(cell.column + cell.colspan for row in table_grid(table) for cell in row)
    if table.layout == "line":
        return (total / columns,) * columns
    if table.layout == "blocks":
        first = total / columns * 1.15
        return (first, *((total - first) / (columns - 1),) * (columns - 1))
    if table.layout == "list":
        figures = columns - 2
        rest = 18.0 + 30.0 * figures
        return (total - rest, 18.0, *(30.0,) * figures)
    depth = _depth(table.blocks[0].rows)
    values = (columns - depth) * (_VALUE_MM,)
    groups = _STUB_MM[: depth - 1]
    return (*groups, total - sum(values) - sum(groups), *values)


def _id(table: FormTable, row: Label, column: Label) -> str:
    return f"{table.id}.{row.code}.{column.code}"


def _depth(labels: Sequence[Label]) -> int:
    return 1 + max(len(label.under) for label in labels)


def _run(labels: Sequence[Label], start: int, level: int) -> int:
    """How many labels from `start` on stand under the same heads down to `level`."""
    wanted = labels[start].under[: level + 1]
    end = start
    while end < len(labels) and labels[end].under[: level + 1] == wanted:
        end += 1
    return end - start


def _opens(labels: Sequence[Label], at: int, level: int) -> bool:
    """Whether the head at `level` begins with this label."""
    return at == 0 or labels[at - 1].under[: level + 1] != labels[at].under[: level + 1]


def _matrix(table: FormTable) -> Rows:
    block = table.blocks[0]
    left, top = _depth(block.rows), _depth(block.columns) + (1 if block.caption else 0)
    rows: Rows = [[] for _ in range(top + len(block.rows))]
    rows[0].append(GridCell(table.corner or block.stub, 0, 0, "corner", top, left))
    first = 0
    if block.caption:
        rows[0].append(GridCell(block.caption, 0, left, "caption", 1, len(block.columns)))
        first = 1
    _column_heads(rows, block.columns, first, top, left)
    for at, row in enumerate(block.rows):
        line = top + at
        for level, name in enumerate(row.under):
            if _opens(block.rows, at, level):
                rows[line].append(GridCell(name, line, level, "group", _run(block.rows, at, level), 1))
        rows[line].append(
            GridCell(row.label, line, len(row.under), "stub", 1, left - len(row.under), indent=row.indent)
        )
        for number, column in enumerate(block.columns):
            rows[line].append(GridCell("", line, left + number, "value", cell=_id(table, row, column)))
    return rows


def _column_heads(rows: Rows, columns: Sequence[Label], first: int, top: int, left: int) -> None:
    for at, column in enumerate(columns):
        for level, name in enumerate(column.under):
            if _opens(columns, at, level):
                run = _run(columns, at, level)
                rows[first + level].append(GridCell(name, first + level, left + at, "head", 1, run))
        line = first + len(column.under)
        rows[line].append(GridCell(column.label, line, left + at, "head", top - line, 1))


def _blocks(table: FormTable) -> Rows:
    width = 1 + max(len(block.columns) for block in table.blocks)
    rows: Rows = []
    for block in table.blocks:
        if block.caption:
            rows.append([GridCell(block.caption, len(rows), 0, "caption", 1, width)])
        rows.append(_stretched(block, width, len(rows)))
        for row in block.rows:
            line = len(rows)
            cells = [GridCell(row.label, line, 0, "stub", indent=row.indent)]
            for number, column in enumerate(block.columns):
                span = _last_span(number, block, width)
                cells.append(GridCell("", line, 1 + number, "value", 1, span, _id(table, row, column)))
            rows.append(cells)
    return rows


def _stretched(block: Block, width: int, line: int) -> list[GridCell]:
    cells = [GridCell(block.stub, line, 0, "head")]
    for number, column in enumerate(block.columns):
        cells.append(GridCell(column.label, line, 1 + number, "head", 1, _last_span(number, block, width)))
    return cells


def _last_span(number: int, block: Block, width: int) -> int:
    """A block with fewer columns than the widest lets its last column run to the edge."""
    return width - 1 - number if number == len(block.columns) - 1 else 1


def _line(table: FormTable) -> Rows:
    """All rows side by side: their names on top, the columns of each below, one line of figures."""
    block = table.blocks[0]
    wide = len(block.columns)
    top = _depth(block.rows) + 1
    rows: Rows = [[] for _ in range(top + 1)]
    for at, row in enumerate(block.rows):
        left = at * wide
        for level, name in enumerate(row.under):
            if _opens(block.rows, at, level):
                rows[level].append(GridCell(name, level, left, "head", 1, _run(block.rows, at, level) * wide))
        line = len(row.under)
        rows[line].append(GridCell(row.label, line, left, "head", 1, wide))
        for number, column in enumerate(block.columns):
            rows[line + 1].append(GridCell(column.label, line + 1, left + number, "head", top - line - 1, 1))
            rows[top].append(GridCell("", top, left + number, "value", cell=_id(table, row, column)))
    for cells in rows:
        cells.sort(key=lambda cell: cell.column)
    return rows


def _list(table: FormTable) -> Rows:
    rows: Rows = []
    unit_head = words(NEWEST)["unit_column"]
    for block in table.blocks:
        heads = [block.stub, unit_head, *(column.label for column in block.columns)]
        rows.append([GridCell(name, len(rows), number, "head") for number, name in enumerate(heads)])
        for row in block.rows:
            line = len(rows)
            rows.append(
                [
                    GridCell(row.label, line, 0, "stub", indent=row.indent),
                    GridCell(row.unit or table.unit, line, 1, "unit"),
                    *(
                        GridCell("", line, 2 + number, "value", cell=_id(table, row, column))
                        for number, column in enumerate(block.columns)
                    ),
                ]
            )
    return rows
