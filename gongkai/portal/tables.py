"""A statutory table as the page prints it: the form's own merged heads, with marks where a figure has a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.annual.render.filled import printed_rows, shown
from gongkai.annual.render.grids import head_rows, table_grid
from gongkai.annual.report import Report
from gongkai.law.formats import FormTable
from gongkai.law.papers_layout import NEWEST, words
from gongkai.papers.grid import GridCell
from gongkai.portal.remarks import Remark

SCOPES = {"stub": "row", "group": "rowgroup", "head": "col", "caption": "colgroup", "corner": "col"}
RANK = {"error": 0, "warning": 1, "hint": 2}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell of the page: a head or a figure. `cell` is the figure's id; `discs` the numbers of its findings."""

    text: str
    head: bool
    rowspan: int
    colspan: int
    scope: str
    classes: str
    cell: str = ""
    spoken: str = ""
    discs: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table: caption, unit, whether its figures lie side by side, its head (repeated in print) and its body."""

    id: str
    caption: str
    unit: str
    line: bool
    head: tuple[tuple[ShownCell, ...], ...]
    body: tuple[tuple[ShownCell, ...], ...]
    solved: bool
    unread: bool


def show_table(report: Report, table: FormTable, remarks: Iterable[Remark]) -> ShownTable:
    """Lay out one table of the report's format. `remarks` are the findings whose discs stand in this table."""
    marks = _Marks(remarks)
    printed = printed_rows(report, table)
    grid = table_grid(printed)
    rows = tuple(tuple(_cell(report, one, marks) for one in row) for row in grid)
    ids = [cell.id for cell in printed.cells]
    return ShownTable(
        id=table.id,
        caption=table.title,
        unit=table.unit,
        line=table.layout == "line",
        head=rows[: head_rows(printed)],
        body=rows[head_rows(printed) :],
        solved=any(cell in report.figures and report.figures[cell].how == "solved" for cell in ids),
        unread=any(cell not in report.figures for cell in ids),
    )


class _Marks:
    """Which findings have their disc in a cell, and which cells they merely touch."""

    def __init__(self, remarks: Iterable[Remark]) -> None:
        self.discs: dict[str, list[Remark]] = {}
        self.touched: dict[str, str] = {}
        for remark in remarks:
            self.discs.setdefault(remark.cell, []).append(remark)
            for cell in remark.touched:
                known = self.touched.get(cell, remark.level)
                self.touched[cell] = min(known, remark.level, key=RANK.__getitem__)

    def classes(self, cell: str) -> list[str]:
        """`found` where a disc stands, `touched` where a finding reaches, with `stop` for broken arithmetic."""
        own = self.discs.get(cell)
        if own:
            return ["found", *(["stop"] if any(remark.level == "error" for remark in own) else [])]
        level = self.touched.get(cell)
        if level in ("error", "warning"):
            return ["touched", *(["stop"] if level == "error" else [])]
        return []


def _cell(report: Report, one: GridCell, marks: _Marks) -> ShownCell:
    if one.kind != "value":
        return _head(one)
    figure = report.figures.get(one.cell)
    classes = ["n", *marks.classes(one.cell)]
    spoken = ""
    if figure is None:
        text, spoken = words(NEWEST)["unread"], "未读出"
        classes.append("unread")
    else:
        text = shown(figure)
        if figure.how == "solved":
            spoken = "推得"
            classes.append("solved")
        elif figure.value == 0:
            classes.append("zero")
    discs = tuple((remark.number, remark.level) for remark in marks.discs.get(one.cell, ()))
    return ShownCell(
        text, False, one.rowspan, one.colspan, "", " ".join(classes), cell=one.cell, spoken=spoken, discs=discs
    )


def _head(one: GridCell) -> ShownCell:
    classes = {"stub": f"ind-{one.indent}" if one.indent else "", "group": "group", "unit": "hd"}.get(one.kind, "hd")
    scope = SCOPES.get(one.kind, "")
    if one.kind == "head" and one.colspan > 1:
        scope = "colgroup"
    return ShownCell(one.text, bool(scope), one.rowspan, one.colspan, scope, classes)
