"""`gongkai report read`: any files, one answer each, as tables for people or as one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, TextIO

import typer

from gongkai.annual.documents import CannotRead
from gongkai.annual.render.data import to_json
from gongkai.annual.report import Report
from gongkai.cli.reading import each_report
from gongkai.cli.shown import show_findings, show_head, show_tables
from gongkai.cli.speech import Stop, line, out

Files = Annotated[list[str], typer.Argument(help="文件、文件夹或 ZIP；- 为标准输入", metavar="FILE...")]
ALL_READ, WITH_ERRORS, NOT_READ = 0, 1, 2


def read(
    files: Files,
    json_lines: Annotated[bool, typer.Option("--json", help="每份一行 JSON")] = False,
    target: Annotated[Path | None, typer.Option("--out", help="写入文件而不是屏幕")] = None,
) -> None:
    """读取年度报告：数据、正文数字和发现的问题。

    退出码：0 全部读出；1 有错误级的发现；2 有文件不能读取（其余照常给出）。

    例：gongkai report read 报告.docx 其他报告/ --json --out 结果.jsonl
    """
    if target is None:
        raise typer.Exit(_answer(each_report(files), json_lines, None))
    try:
        with target.open("w", encoding="utf-8") as stream:
            code = _answer(each_report(files), json_lines, stream)
    except OSError as problem:
        raise Stop("cannot-write", f"不能写入“{target}”：{problem.strerror}。请核对文件夹和权限。") from problem
    raise typer.Exit(code)


def _answer(found: Iterable[Report | CannotRead], json_lines: bool, stream: TextIO | None) -> int:
    console = out()
    if stream is not None:
        console.file = stream
    levels: set[str] = set()
    refused = answered = 0
    for report in found:
        if isinstance(report, CannotRead):
            line(report.code, report.sentence)
            refused += 1
            continue
        answered += 1
        levels |= {finding.level for finding in report.findings}
        if json_lines:
            console.file.write(json.dumps(to_json(report), ensure_ascii=False) + "\n")
            console.file.flush()
        else:
            show_head(console, report)
            show_tables(console, report)
            show_findings(console, report.findings, report.mends)
            console.print()
    if not answered and not refused:
        raise Stop("nothing", "所给的路径下没有文件可读，请核对路径。")
    return exit_code(levels, refused)


def exit_code(levels: Iterable[str] | Sequence[str], refused: int) -> int:
    """2 when a file could not be read, 1 when any finding is an error, else 0."""
    if refused:
        return NOT_READ
    return WITH_ERRORS if "error" in levels else ALL_READ
