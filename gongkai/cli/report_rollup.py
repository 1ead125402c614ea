"""`gongkai report rollup`: a government's report held against those of its units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from gongkai.annual.documents import CannotRead
from gongkai.annual.report import Report
from gongkai.annual.rollup import RollUp, roll_up
from gongkai.cli.as_json import finding_json
from gongkai.cli.reading import each_report, one_report
from gongkai.cli.report_read import exit_code
from gongkai.cli.shown import show_findings
from gongkai.cli.speech import Stop, line, out
from gongkai.law.checks import plain


def rollup(
    parent: Annotated[str, typer.Argument(help="上级（如区政府）的报告", metavar="PARENT")],
    units: Annotated[list[str] | None, typer.Argument(help="各单位的报告", metavar="UNITS...")] = None,
    folder: Annotated[Path | None, typer.Option("--units", help="各单位报告所在的文件夹或 ZIP", metavar="DIR")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """汇总各单位的报告，与上级的报告逐格核对。

    例：gongkai report rollup 区政府.docx --units 各单位报告/
    """
    named = [*(units or []), *([str(folder)] if folder else [])]
    if not named:
        raise Stop("no-units", "没有给出各单位的报告，请列出文件或用 --units 指明文件夹。")
    upper = one_report(parent)
    reports: list[Report] = []
    refused = 0
    for report in each_report(named):
        if isinstance(report, CannotRead):
            line(report.code, report.sentence)
            refused += 1
        else:
            reports.append(report)
    found = roll_up(upper, reports)
    if as_json:
        out().file.write(json.dumps(_as_json(found), ensure_ascii=False) + "\n")
    else:
        _show(upper, found)
    raise typer.Exit(exit_code([finding.level for finding in found.findings], refused))


def _show(upper: Report, found: RollUp) -> None:
    console = out()
    table = Table(title=f"{upper.agency or upper.file} 与 {found.sums.filings} 个单位", title_justify="left")
    for word in ("项目", "上级", "各单位合计"):
        table.add_column(word, justify="left" if word == "项目" else "right", overflow="fold")
    form = upper.form
    for cell, total in found.sums.totals.items():
        mine = upper.values.get(cell)
        if form is not None and (total or mine):
            bound = "≥ " if cell in found.lower_bounds else ""
            table.add_row(form.cells[cell].label, "未读出" if mine is None else plain(mine), bound + plain(total))
    console.print(table)
    for note in found.notes:
        console.print(f"注：{note}")
    show_findings(console, found.findings)


def _as_json(found: RollUp) -> dict[str, object]:
    return {
        "filings": found.sums.filings,
        "totals": {cell: plain(total) for cell, total in found.sums.totals.items()},
        "unread": found.sums.unread,
        "lower_bounds": {cell: list(names) for cell, names in found.lower_bounds.items()},
        "missing_units": list(found.missing_units),
        "findings": [finding_json(finding) for finding in found.findings],
        "notes": list(found.notes),
    }
