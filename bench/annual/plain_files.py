"""Made reports as other programs write them: bare grids without the product's merges, styles or headings."""

from __future__ import annotations

import io
from decimal import Decimal
from html import escape

import docx
import openpyxl

from bench.annual.shapes import Rows, label_rows
from gongkai.law.formats import ReportFormat

Parts = list[tuple[str, Rows]]


def parts_of(form: ReportFormat, values: dict[str, Decimal]) -> Parts:
    """Heading and table rows of every section; no rows where the section has no table."""
    return [
        (
            f"{section.numeral}、{section.heading}",
            label_rows(form, form.table(section.table), values) if section.table else [],
        )
        for section in form.sections
    ]


def plain_html(title: str, parts: Parts) -> bytes:
    """A page with one bare table a section."""
    body = [f"<p>{escape(title)}</p>"]
    for heading, rows in parts:
        body.append(f"<p>{escape(heading)}</p>")
        lines = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
        body.extend(["<table>", *lines, "</table>"] if lines else [])
    return ('<html><head><meta charset="utf-8"></head><body>' + "".join(body) + "</body></html>").encode()


def plain_docx(title: str, parts: Parts) -> bytes:
    """A Word file with plain paragraphs and grids; a short row leaves its first cells empty, as merged ones do."""
    document = docx.Document()
    document.add_paragraph(title)
    for heading, rows in parts:
        document.add_paragraph(heading)
        width = max((len(row) for row in rows), default=0)
        grid = document.add_table(rows=len(rows), cols=width) if rows else None
        for index, row in enumerate(rows):
            assert grid is not None
            for cell, text in zip(grid.rows[index].cells, right_aligned(row, width), strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain_xlsx(title: str, parts: Parts) -> bytes:
    """A workbook with everything on one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    for heading, rows in parts:
        sheet.append([heading])
        width = max((len(row) for row in rows), default=0)
        for row in rows:
            sheet.append([_typed(cell) for cell in right_aligned(row, width)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def right_aligned(row: list[str], width: int) -> list[str]:
    """A row with its blanks before the label, so that figures stand under figures."""
    return [""] * (width - len(row)) + row


def _typed(cell: str) -> str | float | None:
    if not cell:
        return None
    return float(cell) if cell.lstrip("-").replace(".", "").isdigit() else cell
