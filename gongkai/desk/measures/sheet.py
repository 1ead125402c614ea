"""Figures as a workbook: the statutory tables, then every cell with its definition and its article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongkai.annual.render.grids import widths
from gongkai.desk.measures.grid import WIDTH_MM, sheet_grid
from gongkai.law.checks import plain
from gongkai.law.instruments import cited
from gongkai.law.measures import measures
from gongkai.papers.excel import TableSheet, TextSheet, to_excel
from gongkai.statistics.measured import Measured
from gongkai.statistics.reads_measures import Asked

HEAD = ("单元格", "项目", "数值", "口径", "说明", "依据", "计入的事项")
COLUMN_WIDTHS = (40, 44, 12, 20, 60, 36, 12)
TO_FILL, SHEET = "须填报", "口径"


def measures_sheet(asked: Asked, found: Mapping[str, Measured], on: date) -> bytes:
    """One sheet a table and one of definitions; what must be filled in is said so and left empty."""
    title = f"{asked.agency.name}{asked.span.title}统计数（{on.isoformat()}）"
    tables = [
        TableSheet(table.title, table.title, sheet_grid(table, found, widths(table, WIDTH_MM)))
        for table in asked.form.tables
    ]
    said = {one.code: one for one in measures(asked.form.id)}
    rows = tuple(
        (
            cell, asked.form.cells[cell].label, plain(one.value) if one.counted else TO_FILL,
            said[one.definition].title, said[one.definition].words, cited(said[one.definition].cite).words,
            str(len(one.things)),
        )
        for cell, one in found.items()
    )  # fmt: skip
    return to_excel(title, asked.agency.name, [*tables, TextSheet(SHEET, HEAD, rows, COLUMN_WIDTHS)])
