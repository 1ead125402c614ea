"""The gongkai command: its groups put together, and the one place where errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer

from gongkai.annual.documents import CannotRead
from gongkai.cli import (
    archive,
    begin,
    border,
    dossiers,
    law,
    measures,
    pages,
    probe,
    replay,
    report_check,
    report_compare,
    report_read,
    report_render,
    report_rollup,
    requests,
    search,
    site,
    supervise,
    verifying,
    visits,
    work,
)
from gongkai.cli.speech import Stop, line
from gongkai.law.errors import LawError

app = typer.Typer(
    name="gongkai", help="政府信息公开平台的命令行。", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
report = typer.Typer(help="年度报告：读取、核对、比较、排版、汇总。", no_args_is_help=True)
law_group = typer.Typer(help="某一天有效的法规数据。", no_args_is_help=True)
visits_group = typer.Typer(help="访问次数。", no_args_is_help=True)
border_group = typer.Typer(help="公开一侧在数据库里的边界。", no_args_is_help=True)
app.add_typer(report, name="report", rich_help_panel=None)
app.add_typer(law_group, name="law")
app.add_typer(border_group, name="border")
app.add_typer(visits_group, name="visits")
requests_group = typer.Typer(help="依申请公开。", no_args_is_help=True)
app.add_typer(requests_group, name="requests")
search_group = typer.Typer(help="检索索引：重建、核对。", no_args_is_help=True)
app.add_typer(search_group, name="search")

report.command("read")(report_read.read)
report.command("check")(report_check.check)
report.command("compare")(report_compare.compare)
report.command("render")(report_render.render)
report.command("rollup")(report_rollup.rollup)
law_group.command("on")(law.on)
law_group.command("due")(law.due)
requests_group.command("recompute")(requests.recompute)
requests_group.command("verify")(dossiers.verify_dossier)
search_group.command("rebuild")(search.rebuild)
search_group.command("check")(search.check)
visits_group.command("read")(visits.read)
border_group.command("grant")(border.grant)
border_group.command("check")(border.check)
app.command("demo")(site.demo)
app.command("begin")(begin.begin)
app.command("serve")(site.serve)
app.command("work")(work.work)
app.command("pages")(pages.pages)
app.command("measures")(measures.measures)
app.command("probe")(probe.probe)
app.command("supervise")(supervise.supervise)
app.command("replay")(replay.replay)
app.command("verify")(verifying.verify)
app.command("backup")(archive.backup)
app.command("restore")(archive.restore)


def main() -> None:
    """Run one command. Bad input ends in one Chinese line on stderr with its code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except Stop as stop:
        _end(stop.code, stop.sentence, stop.exit_code)
    except (LawError, CannotRead) as problem:
        _end(problem.code, problem.sentence, 2)
    except BrokenPipeError:
        # The reader of the pipe has gone; what is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as problem:
        _end("os", f"{problem.strerror or problem}：{problem.filename or ''}。请核对路径、权限和磁盘空间后再试。", 2)


def _end(code: str, sentence: str, exit_code: int) -> NoReturn:
    line(code, sentence)
    sys.exit(exit_code)
