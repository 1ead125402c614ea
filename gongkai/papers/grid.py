"""A table as it is printed: cells where they begin, with what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

CellKind = Literal["corner", "caption", "head", "group", "stub", "unit", "value"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell. `cell` is the id of a value cell; `indent` in characters; `marks` number the findings on it.

    kind: corner and caption stand over columns, head names a column, group names several rows, stub one row,
    unit is the column of units, value holds a figure. `level` is the worst finding on a marked cell.
    """

    text: str
    row: int
    column: int
    kind: CellKind
    rowspan: int = 1
    colspan: int = 1
    cell: str = ""
    indent: int = 0
    number: Decimal | None = None
    marks: tuple[int, ...] = ()
    level: str = ""


Rows = list[list[GridCell]]
WHOLE_ROWS = 30  # a table of so many rows fits one page and is not broken over two


@dataclass(frozen=True, slots=True)
class Grid:
    """A filled table. `head_rows` repeat on every page; `widths` in mm, one a column; `legend` stands below it."""

    caption: str
    unit: str
    rows: tuple[tuple[GridCell, ...], ...]
    head_rows: int
    widths: tuple[float, ...]
    legend: str = ""


def covered(rows: Rows) -> list[list[GridCell]]:
    """The table with every place taken: a merged cell stands at each place it covers.

    Raises ValueError on a hole or an overlap.
    """
    height = len(rows)
    width = max((cell.column + cell.colspan for row in rows for cell in row), default=0)
    places: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for row in rows:
        for cell in row:
            for line in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    if line >= height or places[line][column] is not None:
                        raise ValueError(f"表格第 {line + 1} 行第 {column + 1} 列重叠或越界：{cell.text}")
                    places[line][column] = cell
    full: list[list[GridCell]] = []
    for number, line_of in enumerate(places, start=1):
        if any(cell is None for cell in line_of):
            raise ValueError(f"表格第 {number} 行有空缺的单元格")
        full.append([cell for cell in line_of if cell is not None])
    return full


def fitting(text: str, width: float, points: float) -> float:
    """The size in points, at most `points`, at which the text stands on one line of `width` mm: figures never break."""
    ems = sum(1.0 if ord(letter) > 0x2E80 else 0.6 for letter in text)
    needed = ems * points * 25.4 / 72
    return points if needed <= width else round(points * width / needed, 2)
