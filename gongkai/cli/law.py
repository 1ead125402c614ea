"""`gongkai law on DATE` and `gongkai law due RULE`: what applied that day, and a limit counted day by day."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from gongkai.cli.as_json import printed
from gongkai.cli.law_in_force import in_force
from gongkai.cli.report_render import day_of
from gongkai.cli.speech import out
from gongkai.law.calendar import Calendars
from gongkai.law.deadlines import Due, start
from gongkai.law.deadlines import due as last_day

COLUMNS = {
    "id": "代码", "title": "名称", "number": "文号", "since": "自", "value": "值", "unit": "单位", "cite": "依据",
    "reading": "理解", "length": "长度", "starts": "起算", "edition": "版本", "first_year": "首年", "last_year": "末年",
    "cells": "格数", "relations": "关系数", "day": "日期", "working": "工作日", "reason": "说明",
}  # fmt: skip
TITLES: dict[str, tuple[str, dict[str, str]]] = {
    "instruments": ("法律、法规和文件", {}),
    "parameters": ("数字", {}),
    "deadlines": ("期限", {"number": "编号"}),
    "outcomes": ("申请处理结果", {}),
    "applicants": ("申请人分类", {}),
    "tariffs": ("信息处理费标准", {}),
    "formats": ("当年年度报告的格式", {}),
    "calendar": ("日历", {}),
}

Day = Annotated[str, typer.Argument(help="日期 YYYY-MM-DD", metavar="DATE")]


def on(
    day: Day,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """列出某一天有效的规定：文件、数字、期限、处理结果分类、收费标准、年报格式、日历，各附依据。

    例：gongkai law on 2026-01-31
    """
    found = in_force(day_of(day))
    if as_json:
        out().file.write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    console = out()
    for subject, rows in found.items():
        if not isinstance(rows, list):
            continue
        title, columns = TITLES[subject]
        if not rows:
            console.print(f"{title}：这一天没有登记。")
            continue
        table = Table(title=title, title_justify="left", title_style="bold")
        for key in rows[0]:
            table.add_column(columns.get(key, COLUMNS.get(key, key)), overflow="fold")
        for row in rows:
            table.add_row(*(str(value) for value in row.values()))
        console.print(table)


def due(
    rule: Annotated[str, typer.Argument(help="期限代码，见 law on 的期限一栏", metavar="RULE")],
    since: Annotated[str, typer.Option("--on", help="起算事由发生之日 YYYY-MM-DD", metavar="DATE")],
    provisional: Annotated[
        bool, typer.Option("--provisional", help="未公布节假日安排的年份只按周末推算，结果标明暂定")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """推算一个期限的最后一天，逐日列出计入和不计入的理由。

    例：gongkai law due reply --on 2025-09-25
    """
    answer = last_day(rule, [start(day_of(since))], Calendars.published(), provisional=provisional)
    if as_json:
        out().file.write(json.dumps(_as_json(answer), ensure_ascii=False) + "\n")
        return
    console = out()
    table = Table()
    for word in ("日期", "第几日", "说明", "依据"):
        table.add_column(word, overflow="fold")
    for step in answer.trail:
        table.add_row(step.day.isoformat(), str(step.ordinal or ""), step.reason, _basis(step.cite))
    console.print(table)
    console.print(answer.sentence)
    if answer.reading:
        console.print(f"本规则的理解见 docs/decisions 的 {answer.reading}。")


def _basis(cite: str) -> str:
    return printed(cite)


def _as_json(answer: Due) -> dict[str, Any]:
    return {
        "rule": answer.rule,
        "title": answer.title,
        "state": answer.state,
        "date": _iso(answer.last_day),
        "provisional": answer.provisional,
        "sentence": answer.sentence,
        "cite": printed(answer.cite),
        "trail": [
            {"day": _iso(step.day), "ordinal": step.ordinal, "reason": step.reason, "cite": _basis(step.cite)}
            for step in answer.trail
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
