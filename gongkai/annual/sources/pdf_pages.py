"""The pages of a PDF: ruled tables with their merged cells, and the text around them in reading order."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from gongkai.annual.documents import CannotRead, Line, Place, Table
from gongkai.annual.sources.layout import Content, numbered
from gongkai.annual.sources.limits import Limits, Tally
from gongkai.annual.sources.pdf_margins import PageLine, without_margins
from gongkai.annual.sources.pdf_tables import grid_of, inside
from gongkai.annual.sources.pdf_text import lines_of

_DAMAGED = "这是 PDF 文件，但结构损坏或没有下载完整，请重新下载或重新导出 PDF 后再试。"
_LOST = "(cid:"


@dataclass(slots=True)
class _Page:
    number: int
    height: float
    lines: list[PageLine]
    tables: list[tuple[float, Table]] = field(default_factory=list)


def read_pages(data: bytes, limits: Limits) -> Content:
    """All pages of a PDF. Raises CannotRead ("encrypted", "damaged", "image-only", "empty", "too-many-pages")."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(document, limits, truncated=b"%%EOF" not in data[-2048:])
    except CannotRead:
        raise
    except PdfminerException as problem:
        if problem.args and isinstance(problem.args[0], PDFPasswordIncorrect):
            raise CannotRead("encrypted", "这是设了打开密码的 PDF，请去掉密码另存后再试。") from problem
        raise CannotRead("damaged", _DAMAGED) from problem
    except Exception as problem:
        # The parser raises whatever a broken structure makes it stumble over.
        raise CannotRead("damaged", _DAMAGED) from problem


def _read(document: PDF, limits: Limits, truncated: bool) -> Content:
    if len(document.pages) > limits.pages:
        raise CannotRead(
            "too-many-pages",
            f"这是 PDF 文件，有 {len(document.pages)} 页，超过 {limits.pages} 页，请只提交报告本身的页面。",
        )
    tally = Tally(limits)
    pages: list[_Page] = []
    pictures: list[int] = []
    slanted = 0
    for page in document.pages:
        characters = [character for character in page.dedupe_chars().chars if character["text"].strip()]
        if not characters and page.images:
            pictures.append(page.page_number)
        read, turned = _page(page, characters, tally)
        pages.append(read)
        slanted += turned
        page.close()
    return _content(pages, pictures, slanted, truncated)


def _page(page: Any, characters: list[dict[str, Any]], tally: Tally) -> tuple[_Page, int]:
    tables = [(found, grid_of(found)) for found in page.find_tables()] if characters else []
    tables = [(found, grid) for found, grid in tables if len(grid) > 1]
    result: list[tuple[float, Table]] = []
    rest = characters
    for found, grid in tables:
        own = [character for character in rest if inside(character, found.bbox)]
        rest = [character for character in rest if not inside(character, found.bbox)]
        cells = tuple(area.cell(own) for area in grid)
        for _ in cells:
            tally.add_cell()
        place = Place(page=page.page_number)
        result.append((found.bbox[1], Table(cells, place, (page.page_number,))))
    upright = [character for character in rest if character["upright"]]
    lines = lines_of(upright)
    for _ in lines:
        tally.add_line()
    return _Page(page.page_number, float(page.height), lines, result), len(rest) - len(upright)


def _content(pages: list[_Page], pictures: list[int], slanted: int, truncated: bool) -> Content:
    if not any(page.lines or page.tables for page in pages):
        if pictures:
            raise CannotRead(
                "image-only",
                "这是扫描件或图片做成的 PDF，没有可读取的文字，请提供文字版（.docx 或可选中文字的 PDF），"
                "或先做文字识别（OCR）再试。",
            )
        raise CannotRead("empty", "这是 PDF 文件，但没有任何可读取的文字，请重新导出后再试。")
    warnings: list[str] = []
    if pictures:
        warnings.append(f"第 {'、'.join(map(str, pictures))} 页是图片，没有读取，请提供文字版或先做文字识别（OCR）。")
    if slanted:
        warnings.append(f"有 {slanted} 个竖排或旋转的字（多为水印），没有读取。")
    if truncated:
        warnings.append("PDF 末尾不完整，可能没有下载完，请核对页数。")
    kept, dropped = without_margins([(page.height, page.lines) for page in pages])
    if dropped:
        warnings.append(f"每页重复的页眉或页脚只保留一次：{'；'.join(dropped)}。")
    blocks: list[Line | Table] = []
    for page, lines in zip(pages, kept, strict=True):
        placed: list[tuple[float, Line | Table]] = [*page.tables]
        placed += [(line.top, Line(line.text, Place(page=page.number))) for line in lines]
        blocks.extend(block for _, block in sorted(placed, key=lambda item: item[0]))
    text = "".join(line.text for lines in kept for line in lines) + "".join(
        cell.text for page in pages for _, table in page.tables for cell in table.cells
    )
    lost = text.count(_LOST)
    if lost * 10 > len(text.replace(_LOST, "")):
        raise CannotRead(
            "garbled-text", "这份 PDF 的字体没有文字编码，取出的是乱码，请提供 .docx，或先做文字识别（OCR）再试。"
        )
    if lost:
        warnings.append(f"有 {lost} 个字取不出文字编码，请与原件核对。")
    return Content(numbered(blocks), warnings)
