"""The workbook of units and people: two sheets with fixed heads, read row by row; and the empty one to fill in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
import xlsxwriter

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.limits import DEFAULT
from gongkai.annual.sources.package import guard

UNITS, PEOPLE = "单位", "人员"
HEADS = {
    UNITS: ("单位代码", "名称", "简称", "层级", "上级", "指导监督", "索引号代码", "统一社会信用代码"),
    PEOPLE: ("姓名", "登录名", "单位", "职责", "起始日期"),
}
NEEDED = {UNITS: ("单位代码", "名称", "简称", "层级", "上级"), PEOPLE: ("姓名", "登录名", "单位")}
# People's rows are numbered behind the units', so that units are there before those who work in them.
OFFSET = {UNITS: 0, PEOPLE: 100_000}
ROWS, COLUMNS, CELL = 5000, 40, 300
SAVE_AS = "请用表格软件另存为 .xlsx 后重新上传。"


class CannotImport(Exception):
    """A file that is no such workbook; `code` is stable, `sentence` says what and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


def read(data: bytes, sheets: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of every filled row: first the sheet's name, then the columns in the order of HEADS."""
    book = _book(data)
    try:
        there = [name for name in sheets if name in book.sheetnames]
        if not there:
            wanted = "、".join(f"“{name}”" for name in sheets)
            raise CannotImport("no-sheet", f"工作簿里没有名为{wanted}的工作表。请下载模板，照样填写。")
        for name in there:
            yield from _rows(book[name], name)
    except CannotImport:
        raise
    except Exception as error:
        # openpyxl raises whatever its parts raise; a damaged file must never be a fault of the page.
        raise CannotImport("damaged", f"表格的内容已损坏，没有读完。{SAVE_AS}") from error
    finally:
        book.close()


def _book(data: bytes) -> Any:
    if not data.startswith(b"PK"):
        raise CannotImport("not-xlsx", f"这不是 .xlsx 文件。{SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            guard(archive, DEFAULT)
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except CannotRead as error:
        raise CannotImport(error.code, error.sentence) from error
    except Exception as error:
        raise CannotImport("damaged", f"文件不是完整的 .xlsx 表格。{SAVE_AS}") from error


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    places: list[int] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in values[:COLUMNS]]
        if number == 1:
            missing = [head for head in NEEDED[name] if head not in cells]
            if missing:
                said = "、".join(missing)
                raise CannotImport("heads", f"工作表“{name}”第 1 行缺少列：{said}。请下载模板，照样填写。")
            places = [cells.index(head) if head in cells else -1 for head in HEADS[name]]
            continue
        if number > ROWS:
            raise CannotImport("too-many-rows", f"工作表“{name}”超过 {ROWS} 行。请分成几个文件导入。")
        if any(cells):
            yield OFFSET[name] + number, [name, *(cells[at] if 0 <= at < len(cells) else "" for at in places)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:CELL]


def template(levels: list[str], duties: list[str]) -> bytes:
    """The empty workbook, with the words that may stand in 层级 and 职责 on a third sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    bold, text = (
        book.add_format({"bold": True, "bg_color": "#EDF3F9", "border": 1}),
        book.add_format({"num_format": "@"}),
    )
    for name, heads in HEADS.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(heads):
            sheet.set_column(column, column, 22, text)
            sheet.write_string(0, column, head, bold)
    words = book.add_worksheet("可填的词")
    for column, (head, rows) in enumerate((("层级", levels), ("职责（几项用顿号隔开）", duties))):
        words.set_column(column, column, 26)
        words.write_string(0, column, head, bold)
        for number, word in enumerate(rows, start=1):
            words.write_string(number, column, word)
    book.close()
    return out.getvalue()
