"""The ledger as an Excel file in the office's layout, written row by row, so that its length costs no memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import xlsxwriter

from gongkai.kit.clock import BEIJING
from gongkai.law.record_ledger import LedgerColumn, ledger_columns
from gongkai.papers.excel import lines_of
from gongkai.papers.word_styles import clean
from gongkai.records.naming import label
from gongkai.records.reads_ledger import LedgerRow

FONT = "宋体"
HEAD_LINE = 2
# Behind the office's six: what this platform knows besides.
MORE = (
    LedgerColumn("state", "状态", 10, True),
    LedgerColumn("publish_due_on", "公开期限", 12, True),
    LedgerColumn("published_at", "公开日期", 12, True),
    LedgerColumn("validity", "有效性", 10, True),
    LedgerColumn("agency", "单位", 18, False),
    LedgerColumn("handler", "经办人", 14, False),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above and below the table."""

    title: str
    unit: str
    period: str
    made_on: date


def write_ledger(out: IO[bytes], rows: Iterable[LedgerRow], cover: Cover, *, full: bool) -> int:
    """Write the workbook into `out`; how many records stand in it. `full` adds the platform's own columns."""
    columns = ledger_columns(cover.made_on) + (MORE if full else ())
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": clean(cover.title), "author": clean(cover.unit), "created": _day_of(cover.made_on)}
        )
        page = book.add_worksheet("台账")
        base = {"font_name": FONT, "font_size": 10.5, "valign": "vcenter"}
        looks = [
            book.add_format({**base, "border": 1, "text_wrap": True, "align": "center" if one.centred else "left"})
            for one in columns
        ]
        last = len(columns) - 1
        for at, one in enumerate(columns):
            page.set_column(at, at, one.width)
        page.set_row(0, 30)
        title = book.add_format({**base, "font_size": 18, "bold": True, "align": "center"})
        page.merge_range(0, 0, 0, last, clean(cover.title), title)
        page.set_row(1, 20)
        quiet = book.add_format(base)
        page.merge_range(
            1, 0, 1, last, clean(f"单位：{cover.unit}　　期间：{cover.period}　　制表日期：{cover.made_on}"), quiet
        )
        head = book.add_format(
            {**base, "bold": True, "border": 1, "align": "center", "bg_color": "#EEF1F4", "text_wrap": True}
        )
        page.set_row(HEAD_LINE, 24)
        for at, one in enumerate(columns):
            page.write_string(HEAD_LINE, at, one.label, head)
        line = HEAD_LINE
        for line, row in enumerate(rows, start=HEAD_LINE + 1):
            words = [clean(CELLS[one.code](row, cover.made_on)) for one in columns]
            page.set_row(line, _height(words, columns))
            for at, word in enumerate(words):
                page.write_string(line, at, word, looks[at])
        count = line - HEAD_LINE
        foot = book.add_format({**base, "bold": True, "border": 1})
        page.write_string(line + 1, 0, "合计", foot)
        page.merge_range(line + 1, 1, line + 1, last, f"{count} 件", foot)
        page.freeze_panes(HEAD_LINE + 1, 0)
        page.repeat_rows(HEAD_LINE)
        page.set_paper(9)
        page.set_landscape()
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")
    return count


def write_problems(out: IO[bytes], words: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> int:
    """The rows that were not imported, as they stood, with a column saying what is wrong; how many there are."""
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("有误的行")
        wrapped = book.add_format({"font_name": FONT, "font_size": 10.5, "text_wrap": True, "valign": "top"})
        head = book.add_format({"font_name": FONT, "font_size": 10.5, "bold": True, "bg_color": "#EEF1F4"})
        page.set_column(0, max(0, len(words) - 1), 18)
        page.set_column(len(words), len(words), 70)
        for at, word in enumerate((*words, PROBLEMS)):
            page.write_string(0, at, clean(word), head)
        count = 0
        for count, (cells, sentence) in enumerate(rows, start=1):
            for at in range(len(words)):
                page.write_string(count, at, clean(cells[at]) if at < len(cells) else "", wrapped)
            page.write_string(count, len(words), clean(sentence), wrapped)
        page.freeze_panes(1, 0)
    return count


PROBLEMS = "存在的问题"


def _height(words: Sequence[str], columns: Sequence[LedgerColumn]) -> float:
    """The height of a row in points, so that no cell's words are cut off: a width of two stands for one character."""
    lines = max(lines_of(word, column.width / 1.9) for word, column in zip(words, columns, strict=True))
    return 15.0 * lines + 5


def _day_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook's day of making has no zone


def _day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).date().isoformat()
    return value.isoformat() if value else ""


def _handler(row: LedgerRow, on: date) -> str:
    person = row.record.handler or row.record.drafter
    return person.name if person else ""


def _category(row: LedgerRow, on: date) -> str:
    record = row.record
    return label("category", record.category, on) or label("class_code", record.class_code, on)


CELLS: dict[str, Callable[[LedgerRow, date], str]] = {
    "category": _category,
    "mark": lambda row, on: label("mark", row.record.mark, on),
    "title": lambda row, on: row.record.title,
    "doc_number": lambda row, on: row.record.doc_number,
    "index_number": lambda row, on: row.index_number,
    "formed_on": lambda row, on: _day(row.record.formed_on),
    "state": lambda row, on: str(row.record.get_state_display()),
    "publish_due_on": lambda row, on: _day(row.record.publish_due_on),
    "published_at": lambda row, on: _day(row.record.published_at),
    "validity": lambda row, on: row.validity.label if row.validity else "",
    "agency": lambda row, on: row.record.agency.short,
    "handler": _handler,
}
