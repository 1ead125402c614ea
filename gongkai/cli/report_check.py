"""`gongkai report check`: only what is wrong, with the article and what to do; last year's report may be given too."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from gongkai.annual.documents import CannotRead
from gongkai.annual.render.data import to_json
from gongkai.cli.reading import each_report, one_report
from gongkai.cli.report_read import Files, exit_code
from gongkai.cli.shown import show_findings, show_head
from gongkai.cli.speech import line, out


def check(
    files: Files,
    last: Annotated[str | None, typer.Option("--last", help="上一年度的报告，用于跨年核对", metavar="FILE")] = None,
    json_lines: Annotated[bool, typer.Option("--json", help="每份一行 JSON")] = False,
) -> None:
    """核对年度报告：勾稽关系、正文与表格、标题、跨年衔接。退出码同 read。

    例：gongkai report check 2025年报告.docx --last 2024年报告.docx
    """
    before = one_report(last) if last else None
    console = out()
    levels: set[str] = set()
    refused = 0
    for report in each_report(files, before):
        if isinstance(report, CannotRead):
            line(report.code, report.sentence)
            refused += 1
            continue
        levels |= {finding.level for finding in report.findings}
        if json_lines:
            console.file.write(json.dumps(to_json(report), ensure_ascii=False) + "\n")
        else:
            show_head(console, report)
            show_findings(console, report.findings, report.mends)
            console.print()
    raise typer.Exit(exit_code(levels, refused))
