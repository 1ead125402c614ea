"""Styles of a Word document: the faces by the names offices have, for Chinese and for Latin letters."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.run import Run

from gongkai.law.papers_layout import Face, PageLayout
from gongkai.papers.fonts import LATIN, OFFICE

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text, its control characters that XML cannot hold replaced by U+FFFD, none dropped."""
    return _FORBIDDEN.sub("\ufffd", text)


def face(run: Run, kind: Face, points: float) -> None:
    """Set one run in a face; Word asks for the Chinese font apart from the Latin one."""
    run.font.name = LATIN
    run.font.size = Pt(points)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), OFFICE[kind])


def style(document: WordDocument, layout: PageLayout) -> None:
    """Body text, title, three headings and table text by the layout's types."""
    body = layout.types["body"]
    points = float(body.points)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set(normal, body.face, points)
    form = normal.paragraph_format
    form.first_line_indent = Pt(points * layout.counts["paragraph_indent"])
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Mm(float(layout.line_pitch))
    form.space_before = form.space_after = Pt(0)
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.widow_control = False
    for level in (1, 2, 3):
        kind = layout.types[f"heading{level}"]
        heading = document.styles[f"Heading {level}"]
        assert isinstance(heading, ParagraphStyle)
        _set(heading, kind.face, float(kind.points))
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(0)
        heading.paragraph_format.keep_with_next = True
    _title(document, layout)
    _table_note(document, layout)


def _title(document: WordDocument, layout: PageLayout) -> None:
    kind = layout.types["title"]
    title = document.styles["Title"]
    assert isinstance(title, ParagraphStyle)
    _set(title, kind.face, float(kind.points))
    border = title.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    form = title.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.first_line_indent = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(float(kind.points) * 1.5)
    form.space_after = Mm(float(layout.line_pitch))
    form.keep_with_next = True


def _table_note(document: WordDocument, layout: PageLayout) -> None:
    kind = layout.types["table_note"]
    note = document.styles.add_style("Table Note", WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(note, ParagraphStyle)
    note.base_style = document.styles["Normal"]
    _set(note, kind.face, float(kind.points))
    note.paragraph_format.first_line_indent = Pt(0)
    note.paragraph_format.line_spacing = Pt(float(kind.points) * 1.6)


def _set(made: ParagraphStyle, kind: Face, points: float) -> None:
    made.font.name = LATIN
    made.font.size = Pt(points)
    made.font.bold = made.font.italic = False
    made.font.color.rgb = RGBColor(0, 0, 0)
    properties = made.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern"):
        for extra in properties.findall(qn(name)):
            properties.remove(extra)
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:ascii"), LATIN)
    fonts.set(qn("w:hAnsi"), LATIN)
    fonts.set(qn("w:eastAsia"), OFFICE[kind])
