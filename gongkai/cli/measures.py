"""`gongkai measures UNIT YEAR`: every cell of a report from the facts, with its definition."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, out, with_progress
from gongkai.law.checks import plain
from gongkai.law.filing_schedule import Span, span
from gongkai.law.formats import ReportFormat, format_for, formats
from gongkai.law.instruments import cited
from gongkai.law.measures import measures as definitions

if TYPE_CHECKING:
    from gongkai.statistics.measured import Measured

PERIOD = re.compile(r"(?P<kind>[qm])(?P<number>\d{1,2})\Z")
KINDS = {"q": "quarter", "m": "month"}


def measures(
    unit: Annotated[str, typer.Argument(help="单位的代码、名称或者简称")],
    year: Annotated[int, typer.Argument(help="年度")],
    period: Annotated[str, typer.Option(help="统计期：q1 至 q4 为季度，m1 至 m12 为月份；不写为全年")] = "",
    form: Annotated[
        str, typer.Option(help="报告格式：2021、2019、pre2019-fujian、pre2019-national；不写为当年的")
    ] = "",
    own: Annotated[bool, typer.Option("--own", help="只计本单位，不含下级单位")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以一个 JSON 对象输出")] = False,
) -> None:
    """按口径统计一个单位一个时期的各格数字，每格写明口径和依据。平台没有事实可以统计的写“须填报”。

    例：gongkai measures 泉港区 2025 --period q3 --json
    """
    ready()
    if not has_tables():
        raise Stop("nothing", f"“{home()}”里没有数据库，没有事实可以统计。请核对 GONGKAI_HOME。")
    from django.db.models import Q  # models can be imported only once Django is set up

    from gongkai.statistics.filing_tree import tree_of
    from gongkai.statistics.measuring import measure_cells
    from gongkai.units.models import Agency

    found = list(Agency.objects.filter(Q(code=unit) | Q(name=unit) | Q(short=unit))[:2])
    if len(found) != 1:
        raise Stop("no-unit", f"没有找到{'唯一' if found else ''}的单位“{unit}”，未统计。请写单位代码或者全称。")
    time, chosen = _span(year, period), _form(form, year)
    tree = tree_of(time)
    units = tree.counted(found[0].pk) if own else tree.whole(found[0].pk)
    measured: dict[str, Measured] = {}
    for table in with_progress(chosen.tables, "统计", len(chosen.tables)):
        cells = [cell.id for cell in table.cells]
        measured |= measure_cells(units, chosen, time.first, time.last, cells)
    said = {one.code: one for one in definitions(chosen.id)}
    if as_json:
        whole = {
            "unit": found[0].code, "first": time.first.isoformat(), "last": time.last.isoformat(), "format": chosen.id,
            "units": len(units),
            "cells": {
                cell: {
                    "value": plain(one.value) if one.counted else None, "definition": one.definition,
                    "cite": said[one.definition].cite, "things": len(one.things),
                }
                for cell, one in measured.items()
            },
        }  # fmt: skip
        out().print(json.dumps(whole, ensure_ascii=False), soft_wrap=True, markup=False, highlight=False)
        return
    out().print(f"{found[0].name} {time.title}，{len(units)} 个单位，{chosen.title}", markup=False, highlight=False)
    for cell, one in measured.items():
        value = plain(one.value) if one.counted else "须填报"
        title, cite = said[one.definition].title, cited(said[one.definition].cite).words
        out().print(f"{cell}\t{value}\t{title}（{cite}）", markup=False, highlight=False, soft_wrap=True)


def _span(year: int, period: str) -> Span:
    """The period. Raises Stop "no-period", UnknownLaw."""
    if not 1 <= year < 10_000:
        raise Stop("no-period", f"“{year}”不是年度，未统计。请写四位的年度。")
    if not period:
        return span("year", year, 0)
    match = PERIOD.match(period)
    if match is None:
        raise Stop("no-period", f"“{period}”不是统计期，未统计。季度写 q1 至 q4，月份写 m1 至 m12。")
    return span(KINDS[match["kind"]], year, int(match["number"]))


def _form(form: str, year: int) -> ReportFormat:
    """The form. Raises Stop "no-form", UnknownLaw."""
    if not form:
        return format_for(year)[0]
    if form not in formats():
        raise Stop("no-form", f"没有登记“{form}”这一版报告格式，未统计。可用：{'、'.join(formats())}。")
    return formats()[form]
