"""Statutory tables in Word: truly merged cells, heads that repeat, rows that do not break."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from gongkai.law.papers_layout import PageLayout
from gongkai.papers.fonts import LATIN, OFFICE
from gongkai.papers.grid import WHOLE_ROWS, Grid, GridCell, covered, fitting
from gongkai.papers.word_styles import clean

_PADDING_MM = 0.6
_MARK_COLOUR = {"error": "F8D7DA", "warning": "FFF3CD", "hint": "E2ECF7"}


def add_table(document: WordDocument, grid: Grid, layout: PageLayout) -> None:
    """Append the grid as a table of fixed width, its cells merged as printed, findings numbered behind the figure."""
    table = OxmlElement("w:tbl")
    table.append(_properties(grid))
    columns = _child(table, "tblGrid")
    for width in grid.widths:
        _child(columns, "gridCol", w=_twips(width))
    full = covered([list(row) for row in grid.rows])
    whole = grid.head_rows == 0 or len(full) <= WHOLE_ROWS
    for number, row in enumerate(full):
        line = _child(table, "tr")
        properties = _child(line, "trPr")
        _child(properties, "cantSplit")
        if number < grid.head_rows:
            _child(properties, "tblHeader")
        for cell in _once(row):
            _cell(line, cell, number, grid, layout, keep=whole and number < len(full) - 1)
    body = document.element.body
    body.insert(len(body) - 1, table)


def _once(row: list[GridCell]) -> list[GridCell]:
    """Each cell of a full row once, though it covers several columns."""
    return [cell for at, cell in enumerate(row) if at == 0 or row[at - 1] is not cell]


def _properties(grid: Grid) -> _Element:
    properties = OxmlElement("w:tblPr")
    _child(properties, "tblW", w=_twips(sum(grid.widths)), type="dxa")
    _child(properties, "jc", val="center")
    borders = _child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _child(borders, side, val="single", sz="4", space="0", color="000000")
    _child(properties, "tblLayout", type="fixed")
    margins = _child(properties, "tblCellMar")
    for side in ("left", "right"):
        _child(margins, side, w=_twips(_PADDING_MM), type="dxa")
    _child(properties, "tblCaption", val=clean(grid.caption))
    return properties


def _cell(line: _Element, cell: GridCell, row: int, grid: Grid, layout: PageLayout, *, keep: bool) -> None:
    made = _child(line, "tc")
    properties = _child(made, "tcPr")
    width = sum(grid.widths[cell.column : cell.column + cell.colspan])
    _child(properties, "tcW", w=_twips(width), type="dxa")
    if cell.colspan > 1:
        _child(properties, "gridSpan", val=str(cell.colspan))
    if cell.rowspan > 1:
        _child(properties, "vMerge", val="restart" if row == cell.row else "continue")
    if cell.level in _MARK_COLOUR:
        _child(properties, "shd", val="clear", color="auto", fill=_MARK_COLOUR[cell.level])
    _child(properties, "vAlign", val="center")
    paragraph = _child(made, "p")
    form = _child(paragraph, "pPr")
    if keep:
        _child(form, "keepNext")
    _child(form, "snapToGrid", val="0")
    _child(form, "spacing", before="30", after="30", line="240", lineRule="auto")
    _child(form, "ind", left=str(round(cell.indent * float(layout.types["table"].points) * 20)), firstLine="0")
    _child(form, "jc", val="left" if cell.kind == "stub" else "center")
    if row != cell.row:
        return
    kind = layout.types["table"]
    points = float(kind.points)
    marks = f"[{','.join(map(str, cell.marks))}]" if cell.marks else ""
    room = width - 2 * _PADDING_MM - 0.4
    size = fitting(cell.text + marks, room, points) if cell.kind == "value" else points
    _run(paragraph, cell.text, OFFICE[kind.face], size)
    if marks:
        _run(paragraph, marks, OFFICE[kind.face], size, raised=True)


def _run(paragraph: _Element, text: str, font: str, points: float, *, raised: bool = False) -> None:
    run = _child(paragraph, "r")
    properties = _child(run, "rPr")
    _child(properties, "rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=font)
    if raised:
        _child(properties, "color", val="A61B1B")
    _child(properties, "sz", val=str(max(2, int(points * 2))))
    if raised:
        _child(properties, "vertAlign", val="superscript")
    words = _child(run, "t")
    words.set(qn("xml:space"), "preserve")
    words.text = clean(text)


def _child(parent: _Element, name: str, **values: str) -> _Element:
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made


def _twips(millimetres: float) -> str:
    return str(round(millimetres * 72 / 25.4 * 20))
