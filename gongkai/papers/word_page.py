"""The page of a Word document: margins, line grid, page numbers at the outer side, rules under paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from gongkai.law.papers_layout import PageLayout
from gongkai.papers.word_styles import face

# Paragraph properties have a fixed order; these come after the borders.
_AFTER_BORDERS = frozenset(
    qn(f"w:{name}") for name in ("shd", "tabs", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr")
)


def prepare(document: WordDocument, layout: PageLayout, *, letter: bool) -> None:
    """Paper, margins and a grid of lines; a letter has no number on its first page."""
    section = document.sections[0]
    measures = layout.measures
    section.page_width, section.page_height = Mm(float(measures["paper_width"])), Mm(float(measures["paper_height"]))
    section.top_margin, section.bottom_margin = Mm(float(measures["margin_top"])), Mm(float(layout.margin_bottom))
    section.left_margin, section.right_margin = Mm(float(measures["margin_left"])), Mm(float(layout.margin_right))
    points = float(layout.types["page_number"].points)
    drop = float(layout.margin_bottom - measures["page_number_drop"])
    section.footer_distance = Mm(drop) - Pt(points)
    section.different_first_page_header_footer = letter
    # Lines only: a grid of characters is laid out wrongly by LibreOffice.
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(float(layout.line_pitch) * 72 / 25.4 * 20)))
    settings = document.settings.element
    settings.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))
    document.settings.odd_and_even_pages_header_footer = True


def page_numbers(document: WordDocument, layout: PageLayout, words: Mapping[str, str]) -> None:
    """Odd pages carry their number at the right, even pages at the left, a dash on each side."""
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _number(footer.paragraphs[0], side, layout, words)
    if section.different_first_page_header_footer:
        foot = section.first_page_footer.paragraphs[0]
        over = float(layout.measures["letter_rule_width"] - layout.measures["body_width"]) / 2
        foot.paragraph_format.left_indent = foot.paragraph_format.right_indent = Mm(-over)
        ruled(foot, "bottom", "thinThickSmallGap", 24, layout.inks["red"])


def _number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH, layout: PageLayout, words: Mapping[str, str]) -> None:
    kind = layout.types["page_number"]
    points = float(kind.points)
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.first_line_indent = Pt(0)
    form.line_spacing = Pt(points * 1.2)
    form.left_indent = form.right_indent = Pt(points)
    for text in (f"{words['page_left']} ", None, f" {words['page_right']}"):
        run = paragraph.add_run(text or "")
        face(run, kind.face, points)
        if text is None:
            for piece, content in (("begin", ""), ("", " PAGE "), ("end", "")):
                if piece:
                    mark = OxmlElement("w:fldChar")
                    mark.set(qn("w:fldCharType"), piece)
                else:
                    mark = OxmlElement("w:instrText")
                    mark.set(qn("xml:space"), "preserve")
                    mark.text = content
                run._element.append(mark)


def ruled(paragraph: Paragraph, side: str, kind: str, eighths: int, colour: str) -> None:
    """A rule above or below a paragraph, `eighths` of a point thick."""
    properties = paragraph._element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        later = next((child for child in properties if child.tag in _AFTER_BORDERS), None)
        if later is None:
            properties.append(borders)
        else:
            later.addprevious(borders)
    rule = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "4"), ("color", colour.removeprefix("#"))):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
