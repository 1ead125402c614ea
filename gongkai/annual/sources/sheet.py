"""Excel workbooks: each visible sheet's tables and lines; values as saved, no formula is computed, no link followed."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from lxml import etree

from gongkai.annual.documents import Cell, Line, Place, Table
from gongkai.annual.sources.layout import Content, numbered
from gongkai.annual.sources.limits import Limits, Tally
from gongkai.annual.sources.package import Package, checked_xml
from gongkai.annual.sources.sheet_styles import Look, S, looks_of, shown

_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# A merged label may reach below the last filled row, but not without end.
_TALLEST = 100
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes, limits: Limits) -> Content:
    """All visible sheets in order. A formula without a saved value is an empty cell and a warning."""
    with Package(data, limits) as package:
        return _Book(package, limits).content()


@dataclass(slots=True)
class _Sheet:
    """One sheet's texts and borders by row and column, both from 0, and its merged ranges by their first cell."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    bordered: dict[int, set[int]] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsaved: int = 0

    def span(self, row: int, column: int) -> tuple[int, int]:
        return self.merged.get((row, column), (1, 1))


class _Book:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._tally = Tally(limits)
        self._warnings: list[str] = []
        self._part = package.main_part("xl/workbook.xml")
        related = package.related(self._part)
        by_kind = dict(related.values())
        self._paths = {key: path for key, (kind, path) in related.items() if kind == "worksheet"}
        self._strings = self._shared(by_kind.get("sharedStrings", ""))
        styles = by_kind.get("styles", "")
        self._looks = looks_of(package.xml(styles)) if package.has(styles) else []
        self._since_1904 = False

    def content(self) -> Content:
        book = self._package.xml(self._part)
        properties = book.find(f"{S}workbookPr")
        self._since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        blocks: list[Line | Table] = []
        for entry in book.iterfind(f"{S}sheets/{S}sheet"):
            name, path = entry.get("name", ""), self._paths.get(entry.get(f"{_OFFICE}id", ""), "")
            if entry.get("state", "visible") != "visible":
                self._warnings.append(f"工作表“{name}”是隐藏的，没有读取。")
            elif self._package.has(path):
                sheet = self._sheet(path)
                self._warn(sheet, name)
                blocks.extend(_blocks(sheet, self._tally))
        if any(part.startswith("xl/externalLinks/") for part in self._package.parts):
            self._warnings.append("工作簿引用了别的文件，没有打开那些文件，只用已保存的数值。")
        if any(part.endswith("vbaProject.bin") for part in self._package.parts):
            self._warnings.append("工作簿带有宏，宏没有运行，只读取了数值。")
        return Content(numbered(blocks), self._warnings)

    def _warn(self, sheet: _Sheet, name: str) -> None:
        for count, unit in ((len(sheet.hidden_rows), "行"), (len(sheet.hidden_columns), "列")):
            if count:
                self._warnings.append(f"工作表“{name}”有 {count} {unit}是隐藏的，没有读取。")
        if sheet.unsaved:
            self._warnings.append(
                f"工作表“{name}”有 {sheet.unsaved} 个公式没有保存计算结果，按空白处理，请在 Excel 中重新保存后再试。"
            )

    def _shared(self, path: str) -> list[str]:
        if not self._package.has(path):
            return []
        return [_rich(entry) for entry in self._package.xml(path).iterfind(f"{S}si")]

    def _sheet(self, path: str) -> _Sheet:
        data = checked_xml(self._package.read(path))
        sheet = _Sheet()
        row = -1
        # Elements are dropped as soon as they are read, so that a large sheet needs little more than its texts.
        for event, element in etree.iterparse(
            io.BytesIO(data), ("start", "end"), resolve_entities=False, no_network=True, huge_tree=False
        ):
            if event == "start":
                if element.tag == f"{S}row":
                    row = _count(element.get("r"), row + 2) - 1
                    if element.get("hidden") in {"1", "true"}:
                        sheet.hidden_rows.add(row)
                continue
            if element.tag == f"{S}row":
                self._row(element, row, sheet)
                element.clear()
            elif element.tag == f"{S}col" and element.get("hidden") in {"1", "true"}:
                first, last = _count(element.get("min"), 1), _count(element.get("max"), 1)
                sheet.hidden_columns.update(range(first - 1, min(last, first + 1000)))
            elif element.tag == f"{S}mergeCell":
                _merge(element.get("ref", ""), sheet)
        sheet.hidden_rows &= set(sheet.rows)
        sheet.hidden_columns &= {column for texts in sheet.rows.values() for column in texts}
        return sheet

    def _row(self, element: etree._Element, row: int, sheet: _Sheet) -> None:
        column = -1
        for cell in element.iterfind(f"{S}c"):
            self._tally.add_cell()
            place = _place(cell.get("r", ""))
            column = column + 1 if place is None else place[1]
            look = self._look(cell.get("s", "0"))
            text = self._value(cell, look, sheet)
            if text.strip():
                sheet.rows.setdefault(row, {})[column] = text.strip()
            if look.bordered:
                sheet.bordered.setdefault(row, set()).add(column)

    def _look(self, index: str) -> Look:
        return self._looks[int(index)] if index.isdigit() and int(index) < len(self._looks) else Look()

    def _value(self, cell: etree._Element, look: Look, sheet: _Sheet) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else _rich(inline)
        raw = cell.findtext(f"{S}v")
        if raw is None or (raw == "" and kind != "str"):
            sheet.unsaved += cell.find(f"{S}f") is not None
            return ""
        if kind == "s":
            return self._strings[int(raw)] if raw.isdigit() and int(raw) < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        return shown(raw, look, self._since_1904) if kind == "n" else _unescaped(raw)


def _rich(element: etree._Element) -> str:
    """The text of a string, without the readings (phonetic runs) that may stand beside it."""
    parts = [text.text or "" for text in element.iterfind(f"{S}t")]
    parts += [text.text or "" for text in element.iterfind(f"{S}r/{S}t")]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    plain = _ESCAPED.sub(_character, text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _character(escaped: re.Match[str]) -> str:
    number = int(escaped.group(1), 16)
    return "" if 0xD800 <= number < 0xE000 else chr(number)


def _count(text: str | None, fallback: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else fallback


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, column - 1


def _merge(reference: str, sheet: _Sheet) -> None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    if start and end and end[0] >= start[0] and end[1] >= start[1]:
        sheet.merged[start] = (end[0] - start[0] + 1, end[1] - start[1] + 1)


def _blocks(sheet: _Sheet, tally: Tally) -> list[Line | Table]:
    """Empty rows part a sheet into blocks; the title lines above a bordered table are lines."""
    blocks: list[Line | Table] = []
    group: dict[int, dict[int, str]] = {}
    reach = -1
    for row in sorted(set(sheet.rows) - sheet.hidden_rows):
        texts = {column: text for column, text in sheet.rows[row].items() if column not in sheet.hidden_columns}
        if not texts:
            continue
        if group and row > reach + 1:
            blocks.extend(_block(sheet, group, tally))
            group = {}
        group[row] = texts
        reach = max(reach, *(row + sheet.span(row, column)[0] - 1 for column in texts))
    blocks.extend(_block(sheet, group, tally))
    return blocks


def _block(sheet: _Sheet, group: dict[int, dict[int, str]], tally: Tally) -> list[Line | Table]:
    blocks: list[Line | Table] = []
    alone = all(len(texts) == 1 for texts in group.values())
    for row in list(group):
        column = min(group[row])
        if len(group[row]) > 1 or (not alone and column in sheet.bordered.get(row, ())):
            break
        for text in group.pop(row)[column].split("\n"):
            tally.add_line()
            blocks.append(Line(text, Place(line=row + 1)))
    if group:
        blocks.append(_table(sheet, group, tally))
    return blocks


def _table(sheet: _Sheet, group: dict[int, dict[int, str]], tally: Tally) -> Table:
    """Rows and columns counted anew from the block's corner, hidden ones closed up; empty cells are there, empty."""
    first, last = min(group), max(group)
    reach = max(row + sheet.span(row, column)[0] - 1 for row, texts in group.items() for column in texts)
    rows = [row for row in range(first, min(reach, last + _TALLEST) + 1) if row not in sheet.hidden_rows]
    left, right = min(map(min, group.values())), max(map(max, group.values()))
    framed = {column for row in group for column in sheet.bordered.get(row, ())}
    while right + 1 in framed:
        right += 1
    columns = [column for column in range(left, right + 1) if column not in sheet.hidden_columns]
    tally.allow_cells(len(rows) * len(columns))
    row_numbers = {row: number for number, row in enumerate(rows)}
    column_numbers = {column: number for number, column in enumerate(columns)}
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, row_number in row_numbers.items():
        for column, column_number in column_numbers.items():
            if (row, column) in covered:
                continue
            down, across = sheet.span(row, column)
            deep = [other for other in rows[row_number : row_number + down] if other < row + down]
            wide = [other for other in columns[column_number : column_number + across] if other < column + across]
            if down > 1 or across > 1:
                covered.update((one, other) for one in deep for other in wide)
            text = group.get(row, {}).get(column, "")
            cells.append(Cell(text, row_number, column_number, len(deep), len(wide)))
    return Table(tuple(cells), Place(line=first + 1))
