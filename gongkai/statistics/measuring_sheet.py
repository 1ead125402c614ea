"""Registered figures as a sheet: the empty form, and a file read row by row with each fault at its cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from gongkai.columns.items_sheet import CannotImport, read
from gongkai.law.items import ItemColumn
from gongkai.law.measures import tally_kinds
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.statistics.decide_filing import read_number
from gongkai.statistics.measuring_tallies import Figure, last_of_month

SHEET = "登记数"
HEADS = (
    ("unit", "单位", True, ("单位代码", "单位名称")),
    ("kind", "种类", True, ("登记种类", "指标")),
    ("on", "日期", True, ("月份", "日期或者月份")),
    ("quantity", "数量", True, ("件数", "金额", "数值")),
    ("source", "来源", True, ("数据来源", "来源系统")),
    ("note", "备注", False, ("说明",)),
)
COLUMNS = tuple(ItemColumn(code, label, 0, needed, aliases, ()) for code, label, needed, aliases in HEADS)
WIDTHS = (28, 28, 16, 14, 28, 30)
HEAD_WITHIN, MOST_ROWS = 12, 5000
ZIP = b"PK"
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, its texts by column, and where each stands (D7)."""

    number: int
    texts: dict[str, str]
    cells: dict[str, str]


class Unreadable(Exception):
    """A text that is not what its column holds: the column and one sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def blank() -> bytes:
    """The empty form with one row of an example, and the kinds that may be registered on a second sheet."""
    kinds = tuple((one.title, one.unit, one.code) for one in tally_kinds().values())
    sample = (("本单位代码", kinds[0][0], "2025-01", "0", "行政审批系统", "按月登记；按日登记写到日"),)
    return to_excel(
        SHEET, "",
        [
            TextSheet(SHEET, tuple(label for _, label, *_ in HEADS), sample, WIDTHS),
            TextSheet("可以登记的种类", ("种类", "单位", "代码"), kinds, (36, 10, 28)),
        ],
    )  # fmt: skip


def lines(data: bytes) -> Iterator[Line]:
    """The rows of an .xlsx or a CSV file. Raises CannotImport with a sentence."""
    if data.startswith(ZIP):
        table = read(data, COLUMNS)
        for number, cells in table.rows:
            places = {place.column.code: at for at, place in table.places.items() if place.column}
            yield Line(
                number,
                {code: cells[at].strip() for code, at in places.items()},
                {code: table.cell_of(code, number) for code in places},
            )
        return
    yield from _csv_lines(data)


def figure_of(texts: dict[str, str]) -> Figure:
    """What a row says. Raises Unreadable."""
    named = {name: one.code for one in tally_kinds().values() for name in (one.code, one.title)}
    kind = texts.get("kind", "")
    if kind not in named:
        raise Unreadable("kind", f"没有“{kind}”这种登记数，请按“可以登记的种类”填写。")
    return Figure(
        named[kind], day_of_text(texts.get("on", "")), number_of(texts.get("quantity", "")),
        texts.get("source", ""), texts.get("note", ""),
    )  # fmt: skip


def day_of_text(text: str) -> date:
    """A day, or the last day of a month (2025-03, 2025年3月). Raises Unreadable."""
    match = _DAY.match(text.strip().removesuffix(" 00:00:00"))
    try:
        if match is not None:
            year, month, day = int(match[1]), int(match[2]), match[3]
            return date(year, month, int(day)) if day else last_of_month(year, date(year, month, 1).month)
    except ValueError:
        pass
    raise Unreadable("on", f"“{text}”不是日期，请写成 2025-03-31，按月登记的写成 2025-03。")


def number_of(text: str) -> Decimal:
    """A number, with or without separators of thousands. Raises Unreadable."""
    found = read_number(text)
    if found is None:
        raise Unreadable("quantity", f"“{text[:40]}”不是数字，请只填数字。")
    return found


def _csv_lines(data: bytes) -> Iterator[Line]:
    rows = list(csv.reader(io.StringIO(_text(data))))
    if len(rows) > MOST_ROWS:
        raise CannotImport("too-long", f"文件超过 {MOST_ROWS} 行，没有导入。请分成几个文件。")
    head_at, places = _head(rows)
    for number, row in enumerate(rows[head_at:], head_at + 1):
        if any(cell.strip() for cell in row):
            yield Line(
                number,
                {code: row[place].strip() if place < len(row) else "" for code, place in places.items()},
                {code: f"{get_column_letter(place + 1)}{number}" for code, place in places.items()},
            )


def _head(rows: list[list[str]]) -> tuple[int, dict[str, int]]:
    """How many rows the head ends at, and which column stands where."""
    names = {name: column.code for column in COLUMNS for name in (column.label, *column.aliases)}
    for number, row in enumerate(rows[:HEAD_WITHIN], 1):
        places = {names[head.strip()]: place for place, head in enumerate(row) if head.strip() in names}
        if all(column.code in places for column in COLUMNS if column.needed):
            return number, places
    words = "、".join(f"“{one.label}”" for one in COLUMNS if one.needed)
    raise CannotImport("no-head", f"没有认出表头：须有一行写明各列名称（{words}）。补上表头后再上传。")


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotImport("not-a-table", "没有认出这个文件：请上传 .xlsx 或者 CSV 表格。")
