"""`gongkai report compare`: one unit over the years."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any

import typer
from rich.table import Table

from gongkai.annual.comparing import CellRow, Comparison
from gongkai.annual.comparing import compare as compare_years
from gongkai.annual.documents import CannotRead
from gongkai.annual.report import Report
from gongkai.cli.as_json import finding_json
from gongkai.cli.reading import each_report
from gongkai.cli.report_read import Files, exit_code
from gongkai.cli.shown import show_findings
from gongkai.cli.speech import Stop, line, out
from gongkai.law.checks import plain

HUNDRED = 100


def compare(
    files: Files,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    every: Annotated[bool, typer.Option("--all", help="也列出各年都是 0 的项目")] = False,
) -> None:
    """比较一个单位各年度的报告：并列数据、跨年勾稽、内容雷同。

    例：gongkai report compare 2023.docx 2024.docx 2025.docx
    """
    reports: dict[int, Report] = {}
    refused = 0
    for report in each_report(files):
        if isinstance(report, CannotRead):
            line(report.code, report.sentence)
            refused += 1
        elif report.year is None:
            line("no-year", f"{report.file}：没有认出报告年度，不能参加比较。请在标题中写明年度。")
            refused += 1
        elif report.year in reports:
            raise Stop(
                "same-year", f"{reports[report.year].file} 与 {report.file} 都是 {report.year} 年度的，请只留一份。"
            )
        else:
            reports[report.year] = report
    if not reports:
        raise Stop("nothing", "没有可以比较的报告。")
    found = compare_years(reports)
    if as_json:
        out().file.write(json.dumps(_as_json(found), ensure_ascii=False) + "\n")
    else:
        _show(found, every)
    raise typer.Exit(exit_code([finding.level for _, finding in found.findings], refused))


def _show(found: Comparison, every: bool) -> None:
    console = out()
    table = Table()
    table.add_column("项目", overflow="fold")
    for year in found.years:
        table.add_column(str(year), justify="right")
    for row in found.rows:
        if every or any(row.values.values()):
            table.add_row(row.label, *(_figure(row.values.get(year)) for year in found.years))
    console.print(table)
    for note in found.notes:
        console.print(f"注：{note}")
    for copied in found.copies:
        share = Decimal(str(copied.likeness.share)) * HUNDRED
        console.print(f"{copied.second} 年度正文有 {share:.1f}% 与 {copied.first} 年度相同。")
    show_findings(console, (finding for _, finding in found.findings))


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _as_json(found: Comparison) -> dict[str, Any]:
    return {
        "years": list(found.years),
        "gaps": list(found.gaps),
        "rows": [_row_json(row) for row in found.rows],
        "findings": [{"year": year, **finding_json(finding)} for year, finding in found.findings],
        "copies": [
            {"first": one.first, "second": one.second, "share": round(one.likeness.share, 4),
             "passages": [list(passage) for passage in one.likeness.passages]}
            for one in found.copies
        ],
        "notes": list(found.notes),
    }  # fmt: skip


def _row_json(row: CellRow) -> dict[str, Any]:
    return {
        "cell": row.cell,
        "label": row.label,
        "unit": row.unit,
        "values": {str(year): plain(value) for year, value in row.values.items()},
        "changes": [
            {"first": change.first, "second": change.second, "absolute": plain(change.absolute),
             "percent": None if change.percent is None else plain(change.percent)}
            for change in row.changes
        ],
    }  # fmt: skip
