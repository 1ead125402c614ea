"""The journal as a workbook, row by row, without holding it all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext

from gongkai.desk.audit.words import word_for
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry

WIDTHS = (16, 8, 20, 22, 18, 24, 40, 40, 30, 20)


def workbook(rows: Iterable[JournalEntry]) -> bytes:
    """All columns of the rows, hashes included, so that a copy can be checked by itself."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(gettext("日志"))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    titles = (
        gettext("单位"), gettext("序号"), gettext("时间"), gettext("办理人"), gettext("事项"), gettext("对象"),
        gettext("办理前"), gettext("办理后"), gettext("理由"), gettext("校验值"),
    )  # fmt: skip
    sheet.write_row(0, 0, titles, head)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    for number, row in enumerate(rows, 1):
        values = (
            row.chain_id, row.number, f"{row.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}", row.actor, word_for(row.act),
            row.subject, told(row.before), told(row.after), row.reason, row.hash,
        )  # fmt: skip
        for column, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(value)[:32_000], wrap)
    book.close()
    return made.getvalue()


def told(facts: object) -> str:
    """What a row says before or after, on lines."""
    if not isinstance(facts, dict):
        return str(facts)
    return "\n".join(
        f"{key}：{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for key, value in facts.items()
    )
