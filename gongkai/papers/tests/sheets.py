"""A small table for the tests of papers: a head over two columns, a group over two rows."""

from __future__ import annotations

from decimal import Decimal

from gongkai.papers.grid import Grid, GridCell


def small_grid(*figures: str, legend: str = "") -> Grid:
    """Two rows of two figures under merged heads."""
    numbers = figures or ("1", "2", "3", "4.50")
    return Grid(
        caption="小表",
        unit="单位：件",
        rows=(
            (GridCell("项目", 0, 0, "corner", 2, 2), GridCell("申请人", 0, 2, "caption", 1, 2)),
            (GridCell("自然人", 1, 2, "head"), GridCell("总计", 1, 3, "head")),
            (
                GridCell("办理", 2, 0, "group", 2, 1), GridCell("公开", 2, 1, "stub"),
                _value(numbers[0], 2, 2), _value(numbers[1], 2, 3),
            ),
            (GridCell("不公开", 3, 1, "stub"), _value(numbers[2], 3, 2), _value(numbers[3], 3, 3)),
        ),
        head_rows=2,
        widths=(20.0, 60.0, 38.0, 38.0),
        legend=legend,
    )  # fmt: skip


def _value(text: str, row: int, column: int) -> GridCell:
    number = Decimal(text) if text.lstrip("+-").replace(".", "", 1).isdigit() else None
    return GridCell(text, row, column, "value", cell=f"t.{row}.{column}", number=number)
