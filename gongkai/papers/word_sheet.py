"""A form for the file in Word: two columns, heads in the middle, room to write by hand."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell

from gongkai.law.papers_layout import PageLayout
from gongkai.papers.blocks import Sheet
from gongkai.papers.word_styles import clean, face

HEAD_MM = 42.0


def add_sheet(document: WordDocument, sheet: Sheet, layout: PageLayout) -> None:
    """Append the rows as a table as wide as the type area."""
    width = float(layout.measures["body_width"])
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, wide in zip(table.columns, (HEAD_MM, width - HEAD_MM), strict=True):
        column.width = Mm(wide)
    for head, text in sheet.rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = row.cells
        for cell, words, wide in ((cells[0], head, HEAD_MM), (cells[1], text, width - HEAD_MM)):
            cell.width = Mm(wide)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _write(cell, words, layout)
        for paragraph in cells[0].paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _write(cell: _Cell, words: str, layout: PageLayout) -> None:
    kind = layout.types["sheet"]
    for number, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        form = paragraph.paragraph_format
        form.first_line_indent = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
        form.space_before = form.space_after = Pt(3) if "\n" not in words else Pt(1)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        face(paragraph.add_run(clean(line)), kind.face, float(kind.points))
