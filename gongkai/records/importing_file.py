"""The table in an uploaded sheet or text file, read line by line; nothing in it is run or fetched."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import openpyxl

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.encoding import decode
from gongkai.annual.sources.limits import DEFAULT
from gongkai.annual.sources.package import guard
from gongkai.records.importing_words import HEAD_WITHIN, Head, head_of

ROWS = 200_000
COLUMNS = 60
CELL = 5000
SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"


class CannotImport(Exception):
    """A file whose rows cannot be had: a stable code and one sentence saying what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Found:
    """What was recognised: the sheet (empty for a text file), its head, and the first lines below it."""

    sheet: str
    head: Head
    samples: tuple[tuple[str, ...], ...]


def recognise(data: bytes) -> Found:
    """The sheet and the head that name most fields. Raises CannotImport."""
    best: Found | None = None
    for sheet in _sheets(data):
        first = [cells for _, cells in islice(_lines(data, sheet), HEAD_WITHIN + 3)]
        head = head_of(first)
        if head is not None and (best is None or len(head.columns) > len(best.head.columns)):
            best = Found(sheet, head, tuple(tuple(cells) for cells in first[head.line : head.line + 3]))
    if best is None:
        raise CannotImport(
            "no-head",
            f"前 {HEAD_WITHIN} 行中没有认出表头：须有一行写明各列名称，至少有“信息名称”一列。补上表头后再上传。",
        )
    return best


def rows(data: bytes, sheet: str, after: int) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line behind `after`. Raises CannotImport for more lines than can be taken."""
    for number, cells in _lines(data, sheet):
        if number > ROWS:
            raise CannotImport("too-many-rows", f"表格超过 {ROWS} 行，第 {ROWS} 行以后没有读入。请分成几个文件导入。")
        if number > after:
            yield number, cells


def _sheets(data: bytes) -> list[str]:
    if not data.startswith(b"PK"):
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise CannotImport("old-format", f"这是旧版 .xls 文件或者加了密码的文件，不能读取。{SAVE_AS}")
        return [""]
    book = _book(data)
    try:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    finally:
        book.close()


def _book(data: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, DEFAULT)
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except CannotRead as error:
        raise CannotImport(error.code, error.sentence) from error
    except Exception as error:
        # openpyxl raises whatever its parts raise; a damaged file must never be a fault of the page.
        raise CannotImport("damaged", f"文件不是完整的 .xlsx 表格。{SAVE_AS}") from error


def _lines(data: bytes, sheet: str) -> Iterator[tuple[int, list[str]]]:
    return _sheet_lines(data, sheet) if data.startswith(b"PK") else _text_lines(data)


def _sheet_lines(data: bytes, sheet: str) -> Iterator[tuple[int, list[str]]]:
    book = _book(data)
    try:
        page = book[sheet]
        # A sheet may claim any size; what it says of itself is not believed.
        page.reset_dimensions()
        for number, values in enumerate(page.iter_rows(values_only=True), start=1):
            yield number, _trimmed([_text(value) for value in values[:COLUMNS]])
    except CannotImport:
        raise
    except Exception as error:
        raise CannotImport("damaged", f"表格“{sheet}”的内容已损坏，没有读完。{SAVE_AS}") from error
    finally:
        book.close()


def _text_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = decode(data).text
    except CannotRead as error:
        raise CannotImport(error.code, f"这不是 .xlsx 或 .csv 表格。{SAVE_AS}") from error
    first = text[:2000]
    mark = max(",\t;", key=first.count)
    csv.field_size_limit(CELL * 10)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), start=1):
            yield number, _trimmed([cell.strip()[:CELL] for cell in cells[:COLUMNS]])
    except csv.Error as error:
        raise CannotImport("damaged", f"文本表格的引号不成对，没有读完。{SAVE_AS}") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:CELL]


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells
