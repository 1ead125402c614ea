"""The report as a workbook: its text, a sheet a table, its findings."""

from __future__ import annotations

from datetime import date

from gongkai.annual.render.filled import filled
from gongkai.annual.render.marked import LEVELS, cite_words, numbered
from gongkai.annual.render.outline import outline, title_of
from gongkai.annual.report import Report
from gongkai.law.checks import plain
from gongkai.law.papers_layout import NEWEST
from gongkai.papers import excel
from gongkai.papers.excel import TableSheet, TextSheet


def to_excel(report: Report, *, on: date = NEWEST) -> bytes:
    """The report as .xlsx: the text, a sheet for each table with figures as numbers, and the findings."""
    title = title_of(report)
    sheets: list[TableSheet | TextSheet] = [_text_sheet(report, title)]
    for entry in outline(report):
        if entry.table is not None:
            name = entry.table.title
            sheets.append(TableSheet(name, name, filled(report, entry.table, on=on)))
    sheets.append(_findings_sheet(report))
    return excel.to_excel(title, report.agency, sheets)


def _text_sheet(report: Report, title: str) -> TextSheet:
    lines = [title, *report.lead.splitlines()]
    for entry in outline(report):
        lines.extend((entry.heading, *entry.lines))
    return TextSheet("正文", (), tuple((line,) for line in lines if line.strip()), (86,))


def _findings_sheet(report: Report) -> TextSheet:
    rows = tuple(
        (
            str(number), finding.code, LEVELS[finding.level], _cells(finding.cells),
            "" if finding.reported is None else plain(finding.reported),
            "" if finding.computed is None else plain(finding.computed),
            finding.sentence, finding.advice, cite_words(finding.cite),
        )
        for number, finding in numbered(report)
    )  # fmt: skip
    head = ("序号", "代码", "级别", "单元格", "填报数", "应为", "问题", "建议", "依据")
    return TextSheet("核对结果", head, rows, (6, 8, 9, 26, 9, 9, 60, 34, 26))


def _cells(cells: tuple[str, ...]) -> str:
    """The first cell and how many there are; the sentence names those that matter."""
    return cells[0] + (f" 等 {len(cells)} 格" if len(cells) > 1 else "") if cells else ""
