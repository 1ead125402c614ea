"""Counts of the ledger: every figure opens the list it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.ledger.chart import drawn
from gongkai.desk.ledger.wanted import ALL, address
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.law.errors import UnknownLaw
from gongkai.law.record_classes import document_kinds
from gongkai.records import counts
from gongkai.records.counts import Counted
from gongkai.records.naming import label
from gongkai.records.reads_ledger import NONE
from gongkai.units.reads import agencies

CHARTED = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its word, its figures, and the addresses of the lists behind them."""

    words: str
    counted: Counted
    made: str
    published: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of lines with its sum."""

    id: str
    title: str
    head: str
    lines: Sequence[Line]
    sum: Line


@require_safe
@staff_page
def statistics(request: HttpRequest) -> HttpResponse:
    """Made and published by year, class, mark and unit, and the rows of table two."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    readable = counts.readable(actor)
    everywhere = request.GET.get("unit") == ALL and len(readable) > 1
    codes = tuple(readable) if everywhere else (unit.code,)
    by_year = counts.by_year(actor, codes)
    years = [int(one.code) for one in by_year if one.code]
    year = _year(request.GET.get("year", ""), years, on)
    base: dict[str, object] = {"unit": ALL if everywhere else unit.code}
    charted = [one for one in by_year if one.code][:CHARTED][::-1]
    kinds = _tables(everywhere)
    counted = counts.by_columns(actor, [name for name, _ in kinds], codes, year)
    tables = [_table(actor, name, title, counted[name], year, base, on) for name, title in kinds]
    shown = next((one for one in by_year if one.code == str(year)), Counted(str(year), 0, 0))
    context = {
        "unit": unit,
        "everywhere": everywhere,
        "many": len(readable) > 1,
        "year": year,
        "years": years,
        "sum": _line(str(year), shown, base | {"year": year}),
        "series": _sum_of(gettext("合计"), [_line(_year_words(one.code), one, base | {"year": one.code or NONE})
                                            for one in by_year], base),
        "chart": drawn([(one.code, one.made, one.published) for one in charted]) if charted else None,
        "tables": [table for table in tables if table.lines],
        "two": _two(actor, codes, year, base),
        "two_unknown": _two_unknown(actor, codes, year),
    }  # fmt: skip
    return render(request, "desk/ledger/statistics.html", context)


def _year(text: str, years: Sequence[int], on: date) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in years:
        return int(text)
    return years[0] if years else on.year


def _year_words(code: str) -> str:
    return gettext("%(year)s年") % {"year": code} if code else gettext("未写成文日期")


def _tables(everywhere: bool) -> list[tuple[str, str]]:
    found = [
        ("category", gettext("分类")),
        ("mark", gettext("公开属性")),
        ("class_code", gettext("法定公开事项")),
        ("document_kind", gettext("文件性质")),
    ]
    return [*found, ("agency__code", gettext("单位"))] if everywhere else found


IN_ADDRESS = {"class_code": "class", "document_kind": "kind", "agency__code": "unit"}


def _table(
    actor: Actor, name: str, title: str, found: Sequence[Counted], year: int, base: dict[str, object], on: date
) -> Table:
    units = {one.code: one.short for one in agencies(actor)} if name == "agency__code" else {}
    lines = []
    for one in sorted(found, key=lambda one: (-one.made, one.code)):
        words = units.get(one.code, "") or (label(name, one.code, on) if name != "agency__code" else one.code)
        asked = base | {"year": year, IN_ADDRESS.get(name, name): one.code or NONE}
        lines.append(_line(words or gettext("未填写"), one, asked))
    return Table(name, title, title, lines, _line(gettext("合计"), counts.whole(found), base | {"year": year}))


def _sum_of(words: str, lines: Sequence[Line], base: dict[str, object]) -> Table:
    whole = counts.whole([line.counted for line in lines])
    return Table("year", gettext("成文年份"), gettext("成文年份"), lines, _line(words, whole, base))


def _line(words: str, counted: Counted, asked: dict[str, object]) -> Line:
    ledger = reverse("desk:ledger")
    return Line(
        words,
        counted,
        address(ledger, asked | {"measure": counts.MADE}),
        address(ledger, asked | {"measure": counts.PUBLISHED}),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of table two with the address of its list."""

    figure: int
    address: str


def _two(actor: Actor, codes: Sequence[str], year: int, base: dict[str, object]) -> list[tuple[str, list[Cell]]]:
    """The rows of table two with their three figures, empty where the law of that year is not registered."""
    try:
        rows = counts.table_two(actor, codes, year)
    except UnknownLaw:
        return []
    names = {kind.counts_as: kind.label for kind in document_kinds(date(year, 12, 31)) if kind.counts_as}
    shown = []
    for row, count in rows.items():
        columns = (("issued", count.issued), ("abolished", count.abolished), ("in_force", count.in_force))
        cells = [
            Cell(len(ids), address(reverse("desk:ledger"), base | {"year": year, "cell": f"{row}.{column}"}))
            for column, ids in columns
        ]
        shown.append((names.get(row, row), cells))
    return shown


def _two_unknown(actor: Actor, codes: Sequence[str], year: int) -> str:
    try:
        document_kinds(date(year, 12, 31))
    except UnknownLaw as error:
        return error.sentence
    return ""
