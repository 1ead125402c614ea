"""Sheets for Excel: merged heads, figures as numbers, words always as words, never as formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.word_styles import clean

_FIXED_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a zip entry has no zone; the same file for the same figures
_EXACT_DIGITS = 15
_LONGEST_CELL = 32767
_EM_MM = 3.9  # a character of 10.5 points with its share of the cell's inset
_LINE_POINTS = 14.5
_TALLEST_ROW = 409.0  # points; a sheet allows no more
_FORBIDDEN_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
_COLOURS = {"error": "#F8D7DA", "warning": "#FFF3CD", "hint": "#E2ECF7"}


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet with one statutory table from its first cell on; the title and unit stand in the page's printed head."""

    name: str
    title: str
    grid: Grid


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A sheet of lines: a head row and rows of words, with column widths in characters."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def to_excel(title: str, author: str, sheets: Sequence[TableSheet | TextSheet]) -> bytes:
    """The sheets as .xlsx. A figure of more digits than a sheet can hold is written as text, to the last digit."""
    stream = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": clean(title), "author": clean(author), "created": _FIXED_DAY})
        look = _Look(book)
        used: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_name(sheet.name, used))
            if isinstance(sheet, TableSheet):
                _table(page, sheet, look)
            else:
                _text(page, sheet, look)
    return stream.getvalue()


class _Look:
    """The cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **values: object) -> Format:
        key = tuple(sorted(values.items(), key=lambda pair: pair[0]))
        if key not in self._made:
            base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
            self._made[key] = self._book.add_format({**base, **values})
        return self._made[key]


def _name(wished: str, used: set[str]) -> str:
    name = clean(wished).translate(_FORBIDDEN_IN_NAMES)[:31] or "表"
    number = 2
    while name.casefold() in used:
        name = f"{name[:28]}{number}"
        number += 1
    used.add(name.casefold())
    return name


def _table(page: Worksheet, sheet: TableSheet, look: _Look) -> None:
    grid = sheet.grid
    last = len(grid.widths) - 1
    for column, width in enumerate(grid.widths):
        page.set_column(column, column, width / 1.9)
    for number, row in enumerate(grid.rows):
        lines = [
            lines_of(cell.text, sum(grid.widths[cell.column : cell.column + cell.colspan]) / _EM_MM)
            for cell in row
            if cell.rowspan == 1
        ]
        page.set_row(number, max(lines, default=1) * _LINE_POINTS + 3)
        for cell in row:
            _cell(page, cell, look)
    if grid.legend:
        page.merge_range(len(grid.rows), 0, len(grid.rows), last, "", look.of(align="left"))
        page.write_string(len(grid.rows), 0, clean(grid.legend), look.of(align="left"))
    if grid.head_rows:
        page.repeat_rows(0, grid.head_rows - 1)
        page.freeze_panes(grid.head_rows, 0)
    page.set_header(f"&C{_in_header(sheet.title)}&R{_in_header(grid.unit)}")
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&C— &P —")


def lines_of(text: str, ems: float) -> int:
    """On how many lines a text stands in a cell `ems` wide; sheets do not measure merged cells themselves."""
    wide = sum(1.0 if ord(letter) > 0x2E80 else 0.6 for letter in text)
    return max(1, math.ceil(wide / max(ems - 1, 1)))


def _in_header(text: str) -> str:
    """Words for a page's head: `&` begins a code there, and no more than 255 characters fit all of it."""
    return clean(text)[:100].replace("&", "&&")


def _cell(page: Worksheet, cell: GridCell, look: _Look) -> None:
    row, column = cell.row, cell.column
    values: dict[str, object] = {"border": 1, "align": "left" if cell.kind == "stub" else "center"}
    if cell.indent:
        values["indent"] = cell.indent
    if cell.level in _COLOURS:
        values["bg_color"] = _COLOURS[cell.level]
    number = cell.number if cell.number is not None and _exact(cell.number) else None
    if number is not None:
        decimals = max(0, -int(number.as_tuple().exponent))
        values["num_format"] = "0" + ("." + "0" * decimals if decimals else "")
    form = look.of(**values)
    if cell.rowspan > 1 or cell.colspan > 1:
        page.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", form)
    if number is None:
        page.write_string(row, column, clean(cell.text), form)
    else:
        page.write_number(row, column, float(number), form)


def _exact(number: Decimal) -> bool:
    """Whether a spreadsheet can hold the figure without changing a digit."""
    return len(number.as_tuple().digits) <= _EXACT_DIGITS


def _text(page: Worksheet, sheet: TextSheet, look: _Look) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    line = 0
    if sheet.head:
        for column, word in enumerate(sheet.head):
            page.write_string(0, column, clean(word), look.of(bold=True, border=1, align="center"))
        page.freeze_panes(1, 0)
        line = 1
    for row in sheet.rows:
        for column, word in enumerate(row):
            text = clean(word)
            # A text over the limit of a cell goes on in the next row rather than being cut off.
            for start in range(0, max(len(text), 1), _LONGEST_CELL):
                piece = text[start : start + _LONGEST_CELL]
                page.write_string(line + start // _LONGEST_CELL, column, piece, look.of(valign="top"))
        used = 1 + max((max(len(word) - 1, 0) // _LONGEST_CELL for word in row), default=0)
        tall = max((lines_of(word, width / 2) for word, width in zip(row, sheet.widths, strict=False)), default=1)
        for number in range(line, line + used):
            page.set_row(number, min(tall * _LINE_POINTS + 3, _TALLEST_ROW))
        line += used
    page.set_paper(9)
    if len(sheet.widths) > 1:
        page.set_landscape()
    page.fit_to_pages(1, 0)
