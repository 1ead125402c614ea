"""Older ledgers as files, for the tests of importing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEAD = ("分类", "公开属性", "信息名称", "备注/文号", "索引号", "文件生成日期")


def a_sheet(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, title: str = "2019年政府信息公开台账") -> bytes:
    """An .xlsx with a title line, a head and the rows."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("台账")
        page.write_string(0, 0, title)
        for line, row in enumerate((head, *rows), start=1):
            for column, value in enumerate(row):
                page.write(line, column, value)
    return stream.getvalue()


def a_row(serial: int, **changes: str) -> tuple[str, ...]:
    """A good row of a published document of 2019."""
    given = {
        "category": "政策文件", "mark": "主动公开", "title": f"关于第{serial}号事项的通知",
        "doc_number": f"涂政[2019]{serial}号", "index_number": "", "formed_on": "2019-03-05",
    } | changes  # fmt: skip
    return tuple(given.values())
