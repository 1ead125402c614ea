"""The table of items in a sheet: merged cells filled in, heads of one or two rows, every cell with its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl
from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter, range_boundaries

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.limits import DEFAULT
from gongkai.annual.sources.package import guard
from gongkai.law.items import ItemColumn, column_named, plain

ROWS, COLUMNS, CELL, HEAD_WITHIN = 5000, 60, 5001, 12
RANGES = 100_000
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MERGED, ROW = SPACE + "mergeCell", SPACE + "row"
SERIAL = {"序号", "编号", "序列"}
TICKED = {"√", "✓", "✔", "是", "v", "V", "■", "☑", "1"}
SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
Cells = list[str]


class CannotImport(Exception):
    """A file that holds no such table: a stable code and one sentence saying what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


@dataclass(frozen=True, slots=True)
class Place:
    """What one column of the sheet holds: a column of the catalogue, of it perhaps one tick; or words of its own."""

    column: ItemColumn | None
    head: str
    tick: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The recognised table. `rows` are sheet row numbers with their cells; heads no column knows are kept as extra."""

    sheet: str
    places: dict[int, Place]
    rows: tuple[tuple[int, Cells], ...]

    @property
    def extra(self) -> tuple[str, ...]:
        """The heads that name no column of the catalogue."""
        return tuple(place.head for place in self.places.values() if place.column is None)

    def cell_of(self, code: str, row: int) -> str:
        """The address of a column's cell in that row (D7), or only the row where the sheet has no such column."""
        for at, place in self.places.items():
            if place.column is not None and place.column.code == code:
                return f"{get_column_letter(at + 1)}{row}"
        return f"第 {row} 行"


def read(data: bytes, columns: Iterable[ItemColumn]) -> Table:
    """The table with most known heads among all sheets that are not hidden. Raises CannotImport."""
    known, best = tuple(columns), None
    for name, rows in _sheets(data):
        table = _table(name, rows, known)
        if table and (best is None or len(table.places) > len(best.places)):
            best = table
    if best is None:
        words = "、".join(f"“{one.label}”" for one in known if one.needed)
        raise CannotImport(
            "no-head", f"前 {HEAD_WITHIN} 行中没有认出表头：须有一行写明各列名称，如{words}。补上表头后再上传。"
        )
    if not best.rows:
        raise CannotImport("import-empty", f"工作表“{best.sheet}”的表头下面没有内容，未上传。填写后再上传。")
    return best


def _sheets(data: bytes) -> Iterable[tuple[str, list[Cells]]]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotImport("old-format", f"这是旧版 .xls 文件或者加了密码的文件，不能读取。{SAVE_AS}")
    if not data.startswith(b"PK"):
        raise CannotImport("not-xlsx", f"这不是 .xlsx 文件。{SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, DEFAULT)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return [(one.title, _cells(one)) for one in book.worksheets if one.sheet_state == "visible"]
        finally:
            book.close()
    except CannotRead as error:
        raise CannotImport(error.code, error.sentence) from error
    except CannotImport:
        raise
    except Exception as error:
        # openpyxl raises whatever its parts raise; a damaged file must never be a fault of the page.
        raise CannotImport("damaged", f"文件不是完整的 .xlsx 表格。{SAVE_AS}") from error


def _cells(sheet: Any) -> list[Cells]:
    """All cells as text, merged ranges filled with their first cell. A sheet's word on its size is not believed."""
    sheet.reset_dimensions()
    rows: list[Cells] = []
    for number, values in enumerate(sheet.iter_rows(max_col=COLUMNS, values_only=True), 1):
        cells = [_text(value) for value in values]
        if number > ROWS + HEAD_WITHIN:
            if any(cells):
                raise CannotImport("too-many-rows", f"工作表“{sheet.title}”超过 {ROWS} 行。请核对后分开编制。")
            if number > 2 * ROWS:
                break
            continue
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    filled = 0
    for first_column, first, last_column, last in _merged(sheet):
        if first > len(rows) or first_column > width:
            continue
        # Ranges that lie over one another are no table, and could make the work endless.
        filled += (min(last, len(rows)) - first + 1) * (min(last_column, width) - first_column + 1)
        if filled > len(rows) * width:
            raise CannotImport("damaged", f"工作表“{sheet.title}”的合并单元格互相重叠，没有读入。{SAVE_AS}")
        value = rows[first - 1][first_column - 1]
        for row in rows[first - 1 : last]:
            for at in range(first_column - 1, min(last_column, width)):
                row[at] = value
    return rows


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    """The merged ranges, read from the sheet's own text: openpyxl would make every cell they cover, however many."""
    found: list[tuple[int, int, int, int]] = []
    with sheet._get_source() as source:
        for _, element in iterparse(source, events=("end",)):
            if element.tag == MERGED and len(found) < RANGES:
                first_column, first, last_column, last = range_boundaries(element.get("ref", ""))
                if first_column and first and last_column and last:
                    found.append((first_column, first, last_column, last))
            elif element.tag == ROW:
                element.clear()
    return found


def _table(name: str, rows: list[Cells], known: tuple[ItemColumn, ...]) -> Table | None:
    best: tuple[int, dict[int, Place]] | None = None
    most = 0
    for number, cells in enumerate(rows[:HEAD_WITHIN]):
        for depth in (1, 2):
            if depth > number + 1:
                continue
            places = _places(cells if depth == 1 else rows[number - 1], cells, known)
            ticked = any(place.tick for place in places.values())
            score = sum(place.column is not None for place in places.values())
            if score > most and (ticked or depth == 1):
                best, most = (number, places), score
    if best is None:
        return None
    number, places = best
    # A title merged over the whole width fills every cell with the same words: such a row is no item.
    filled = ((at, cells) for at, cells in enumerate(rows[number + 1 :], number + 2) if any(cells))
    return Table(name, places, tuple((at, cells) for at, cells in filled if not _is_title(cells, places)))


def _is_title(cells: Cells, places: dict[int, Place]) -> bool:
    return len(places) > 2 and len({cells[at] for at in places}) == 1 and bool(cells[next(iter(places))])


def _places(upper: Cells, lower: Cells, known: tuple[ItemColumn, ...]) -> dict[int, Place]:
    """What each column holds, by the lower head or else the upper one; empty where too little is recognised."""
    found: dict[int, Place] = {}
    taken: set[str] = set()
    for at, (over, head) in enumerate(zip(upper, lower, strict=False)):
        column, tick = column_named(head, known), ""
        over_column = column_named(over, known)
        if column is None and over_column is not None:
            tick = next((one for one in over_column.ticks if plain(head).startswith(plain(one))), "")
            column = over_column if tick or not plain(head) else None
        if column is not None and not tick and column.code in taken:
            column = None
        if column is not None:
            taken.add(column.code)
            found[at] = Place(column, head, tick)
        elif plain(head or over) and plain(head or over) not in SERIAL:
            found[at] = Place(None, (head or over)[:100])
    return found if len(taken & {one.code for one in known if one.needed}) >= 3 else {}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "".join(one for one in str(value).strip()[:CELL] if one.isprintable() or one == "\n")
