"""Official documents as Word files, set with the office's usual fonts on the standard's page (GB/T 9704-2012)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gongkai.law.papers_layout import NEWEST, PageLayout, page_layout, words
from gongkai.papers.blocks import (
    Addressee,
    Annexes,
    Block,
    Body,
    Caption,
    Colophon,
    Head,
    Heading,
    NewPage,
    Paper,
    Remark,
    Sheet,
    Signature,
    Title,
)
from gongkai.papers.grid import Grid, fitting
from gongkai.papers.titles import per_line, title_lines
from gongkai.papers.word_page import page_numbers, prepare, ruled
from gongkai.papers.word_sheet import add_sheet
from gongkai.papers.word_styles import clean, face, style
from gongkai.papers.word_table import add_table

_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # the template would put its own


def to_word(paper: Paper, *, on: date = NEWEST) -> bytes:
    """The paper as .docx, the same parts for the same input: real headings, merged cells, repeated table heads.

    Raises UnknownLaw when no page standard is known for `on`.
    """
    layout = page_layout(on)
    document = Document()
    letter = any(isinstance(block, Head) and block.layout == "letter" for block in paper.blocks)
    prepare(document, layout, letter=letter)
    style(document, layout)
    page_numbers(document, layout, words(on))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = clean(paper.title), clean(paper.author), ""
    day = datetime.combine(paper.day, time(), UTC) if paper.day else _NO_DAY
    properties.created = properties.modified = day
    properties.language = "zh-CN"
    setter = _Setter(document, layout, on)
    for block, after in zip_longest(paper.blocks, paper.blocks[1:]):
        if isinstance(after, Signature):
            setter.keep_next = True
        setter.add(block)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Setter:
    """Adds one block after the other; a page break is carried by the paragraph that follows it."""

    def __init__(self, document: WordDocument, layout: PageLayout, on: date) -> None:
        self.document = document
        self.layout = layout
        self.annex = words(on)["annex"]
        self.break_next = False
        self.keep_next = False  # the day never stands on a page without text

    def add(self, block: Block) -> None:
        if isinstance(block, NewPage):
            self.break_next = True
        elif isinstance(block, Head):
            self._head(block)
        elif isinstance(block, Title):
            self._title(block.text)
        elif isinstance(block, Addressee):
            self._paragraph(block.text).paragraph_format.first_line_indent = Pt(0)
        elif isinstance(block, Heading):
            self._paragraph(block.text, f"Heading {block.level}")
        elif isinstance(block, Caption):
            made = self._paragraph(block.text, "Heading 2")
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
            made.paragraph_format.first_line_indent = Pt(0)
        elif isinstance(block, Body | Remark):
            self._paragraph(block.text)
        elif isinstance(block, Annexes):
            self._annexes(block)
        elif isinstance(block, Signature):
            self._signature(block)
        elif isinstance(block, Colophon):
            self._colophon(block)
        elif isinstance(block, Sheet):
            add_sheet(self.document, block, self.layout)
        else:
            self._grid(block)

    def _paragraph(self, text: str, name: str = "Normal") -> Paragraph:
        made = self.document.add_paragraph(clean(text), style=name)
        if self.break_next:
            made.paragraph_format.page_break_before = True
            self.break_next = False
        if self.keep_next:
            made.paragraph_format.keep_with_next = made.paragraph_format.keep_together = True
        return made

    def _head(self, head: Head) -> None:
        letter = head.layout == "letter"
        measures = self.layout.measures
        kind = self.layout.types["mark"]
        mark = self._paragraph("")
        size = fitting(head.mark, float(measures["body_width"]), float(kind.points))
        drop = measures["letter_mark_drop"] - measures["margin_top"] if letter else measures["mark_drop"]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.paragraph_format.first_line_indent = Pt(0)
        mark.paragraph_format.line_spacing = Pt(size * 1.3)
        mark.paragraph_format.space_before = Mm(max(float(drop), 0))
        run = mark.add_run(clean(head.mark))
        face(run, kind.face, size)
        run.font.color.rgb = RGBColor.from_string(self.layout.inks["red"].removeprefix("#"))
        number = self.document.add_paragraph(clean(head.number))
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT if letter else WD_ALIGN_PARAGRAPH.CENTER
        number.paragraph_format.first_line_indent = Pt(0)
        if letter:
            ruled(mark, "bottom", "thickThinSmallGap", 24, self.layout.inks["red"])
        else:
            number.paragraph_format.space_before = Mm(float(self.layout.line_pitch))
            ruled(number, "bottom", "single", 10, self.layout.inks["red"])
        number.paragraph_format.space_after = Mm(float(self.layout.line_pitch))

    def _title(self, text: str) -> None:
        made = self._paragraph("", "Title")
        for number, line in enumerate(title_lines(text, per_line(self.layout))):
            run = made.add_run()
            if number:
                run.add_break(WD_BREAK.LINE)
            run.add_text(clean(line))

    def _annexes(self, block: Annexes) -> None:
        em = float(self.layout.types["body"].points)
        several = len(block.names) > 1
        for at, name in enumerate(block.names, start=1):
            lead = self.annex if at == 1 else ""
            made = self._paragraph(f"{lead}{at}. {name}" if several else lead + name)
            left = self.layout.counts["paragraph_indent"] + len(self.annex) + several
            made.paragraph_format.left_indent = Pt(em * left)
            made.paragraph_format.first_line_indent = Pt(-em * (len(lead) + several))
            made.alignment = WD_ALIGN_PARAGRAPH.LEFT
            if at == 1:
                made.paragraph_format.space_before = Mm(float(self.layout.line_pitch))

    def _signature(self, block: Signature) -> None:
        self.keep_next = False
        body = float(self.layout.types["body"].points)
        issuer, day = len(block.issuer) * body, len(block.day) * body * 0.75
        right_of_day = max(self.layout.counts["date_right"] * body, (issuer - day) / 2)
        for text, right in ((block.issuer, right_of_day - (issuer - day) / 2), (block.day, right_of_day)):
            made = self._paragraph(text)
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            made.paragraph_format.right_indent = Pt(max(right, 0))
            if text == block.issuer:
                made.paragraph_format.space_before = Mm(float(self.layout.line_pitch) * 2)
                made.paragraph_format.keep_with_next = True

    def _colophon(self, block: Colophon) -> None:
        kind = self.layout.types["colophon"]
        width = Mm(float(self.layout.measures["body_width"])) - Pt(float(kind.points))
        lines = [text for text in (block.copies, block.printer) if text]
        for number, text in enumerate(lines):
            made = self._paragraph("")
            made.paragraph_format.first_line_indent = Pt(0)
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(float(kind.points))
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = number < len(lines) - 1
            face(made.add_run(clean(text)), kind.face, float(kind.points))
            if number == 0:
                made.paragraph_format.space_before = Mm(float(self.layout.line_pitch) * 2)
                ruled(made, "top", "single", 8, "#000000")
            if text == block.printer and block.printed:
                made.paragraph_format.tab_stops.add_tab_stop(width, 2)
                face(made.add_run("\t" + clean(block.printed)), kind.face, float(kind.points))
            ruled(made, "bottom", "single", 8 if number == len(lines) - 1 else 4, "#000000")

    def _grid(self, grid: Grid) -> None:
        kind = self.layout.types["table_note"]
        if grid.unit:
            unit = self._paragraph("", "Table Note")
            unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            unit.paragraph_format.keep_with_next = True
            unit.add_run(clean(grid.unit))
        add_table(self.document, grid, self.layout)
        legend = self._paragraph("", "Table Note")
        if grid.legend:
            face(legend.add_run(clean(grid.legend)), kind.face, float(kind.points))
