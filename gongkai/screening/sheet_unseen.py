"""What of a workbook's sheets is not seen: hidden rows and columns, cells whose style shows nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from gongkai.screening.package import Package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_COLUMNS = 16384
_ON = frozenset({"1", "true", "on"})
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})


@dataclass(frozen=True, slots=True)
class Unseen:
    """Numbers of cell styles: `empty` show nothing by their number format, `white` write white on no colour."""

    empty: frozenset[int]
    white: frozenset[int]

    def hides(self, cell: etree._Element, painted: Callable[[str], bool]) -> bool:
        """Whether the words of a cell are not seen; on cells that a table or condition may colour white is seen."""
        style = int(cell.get("s", "0") or 0)
        return style in self.empty or (style in self.white and not painted(cell.get("r", "")))


def unseen_styles(package: Package, part: str) -> Unseen:
    """The cell styles of a workbook that show nothing."""
    if not package.has(part):
        return Unseen(frozenset(), frozenset())
    root = package.xml(part)
    blank = {
        one.get("numFmtId")
        for one in root.iter(f"{S}numFmt")
        if re.fullmatch(r";{2,3}", (one.get("formatCode") or "").strip())
    }
    fonts = [
        any(
            (colour.get("rgb") or "").upper() in _WHITE or (colour.get("theme") == "0" and not colour.get("tint"))
            for colour in font.iter(f"{S}color")
        )
        for font in root.iterfind(f"{S}fonts/{S}font")
    ]
    filled = [
        any((one.get("patternType") or "none") not in {"none", "gray125"} for one in fill.iter(f"{S}patternFill"))
        or fill.find(f"{S}gradientFill") is not None
        for fill in root.iterfind(f"{S}fills/{S}fill")
    ]
    empty, white = set[int](), set[int]()
    for number, style in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        if style.get("numFmtId") in blank:
            empty.add(number)
        elif font < len(fonts) and fonts[font] and not (fill < len(filled) and filled[fill]):
            white.add(number)
    return Unseen(frozenset(empty), frozenset(white))


def painted(package: Package, path: str, root: etree._Element) -> Callable[[str], bool]:
    """Tells whether a cell may get a colour from a table or a condition, so that white words on it may be seen."""
    texts = [one.get("sqref", "") for one in root.iter(f"{S}conditionalFormatting")]
    texts += [package.xml(part).get("ref", "") for kind, part in package.related(path).values() if kind == "table"]
    blocks = []
    for block in " ".join(texts).replace("$", "").split():
        first, _, last = block.partition(":")
        one, other = _CELL.match(first), _CELL.match(last or first)
        if one and other:
            blocks.append((column_number(first), int(one[2]), column_number(last or first), int(other[2])))

    def inside(reference: str) -> bool:
        match = _CELL.match(reference)
        column, row = column_number(reference), int(match[2]) if match else 0
        return any(left <= column <= right and top <= row <= bottom for left, top, right, bottom in blocks)

    return inside


def column_number(reference: str) -> int:
    """The number of the column in a reference such as B3."""
    match = _CELL.match(reference)
    total = 0
    for sign in match[1] if match else "":
        total = total * 26 + ord(sign) - 64
    return total


def hidden_columns(root: etree._Element) -> set[int]:
    """The numbers of the columns that are not seen."""
    columns: set[int] = set()
    for column in root.iter(f"{S}col"):
        if column.get("hidden") in _ON or column.get("width") == "0":
            columns.update(range(int(column.get("min", "1")), min(int(column.get("max", "1")), _COLUMNS) + 1))
    return columns


def row_hidden(row: etree._Element) -> bool:
    """Whether a row is not seen."""
    return row.get("hidden") in _ON or row.get("ht") == "0"
