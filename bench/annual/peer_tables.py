"""Peers that give tables: pandas for pages and workbooks, python-docx for Word, pdfplumber for PDF; then by label."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import docx
import pandas  # type: ignore[import-untyped]  # in the peers' environment only
import pdfplumber

from bench.annual.by_label import Rows, from_rows, from_text
from bench.annual.scoring import run


def of_frame(frame: pandas.DataFrame) -> list[list[str]]:
    """Head and body of a frame as rows of text."""
    return [[str(cell) for cell in row] for row in frame.astype(object).fillna("").values.tolist()]


def tables(path: Path) -> Rows:
    """All table rows of a file, in order."""
    rows: list[list[str]] = []
    if path.suffix == ".html":
        for frame in pandas.read_html(path, encoding="utf-8", header=None):
            rows.extend([[str(cell) for cell in head] for head in zip(*[frame.columns], strict=True)])
            rows.extend(of_frame(frame))
    elif path.suffix == ".xlsx":
        for frame in pandas.read_excel(path, sheet_name=None, header=None, dtype=str).values():
            rows.extend(of_frame(frame.dropna(axis=1, how="all")))
    elif path.suffix == ".docx":
        for table in docx.Document(str(path)).tables:
            rows.extend([cell.text for cell in row.cells] for row in table.rows)
    else:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for found in page.extract_tables():
                    rows.extend([cell or "" for cell in row] for row in found)
    return rows


def read(path: Path, form: str) -> dict[str, Decimal]:
    """Figures by cell; text has no tables and is searched by label."""
    if path.suffix == ".txt":
        return from_text(form, path.read_text("utf-8"))
    return from_rows(form, tables(path))


def read_pdf_text(path: Path, form: str) -> dict[str, Decimal]:
    """The other way with pdfplumber: the text of the pages, searched by label."""
    with pdfplumber.open(path) as pdf:
        return from_text(form, "\n".join(page.extract_text() or "" for page in pdf.pages))


if __name__ == "__main__":
    run({"tables by hand": read, "pdfplumber text": read_pdf_text})
