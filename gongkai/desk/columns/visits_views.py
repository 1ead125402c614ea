"""The page of visits (访问量): how often columns are read, by month, column, unit, reading point; its workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.columns.reads_visits import may_see_visits
from gongkai.desk.columns.visits_chart import drawn
from gongkai.desk.columns.visits_counting import Counted, YearOfVisits, year_of_visits
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.units.models import Agency
from gongkai.units.reads import agencies

ALL = "all"
YEARS = 5
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (12, 30, 24, 30, 12)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page: its id, title, head of the first column, and lines."""

    id: str
    title: str
    head: str
    lines: Sequence[Counted]


@require_safe
@staff_page
def visits(request: HttpRequest) -> HttpResponse:
    """The numbers of a year, of one's own unit or of the whole site."""
    year, unit, found = _asked(request)
    tables = [
        Table("months", gettext("各月访问次数"), gettext("月份"), found.months),
        Table("columns", gettext("各栏目访问次数"), gettext("栏目"), found.columns),
        Table("units", gettext("各单位访问次数"), gettext("单位"), found.units if unit is None else ()),
        Table("points", gettext("信息查阅点终端"), gettext("查阅点"), found.points),
    ]
    this = clock.today().year
    context = {
        "year": year,
        "years": range(this, this - YEARS, -1),
        "unit": unit,
        "own": standing.unit(request),
        "everything": agencies(actor_in(request)),
        "found": found,
        "chart": drawn([(one.words, one.count) for one in found.months]) if found.total else None,
        "tables": [table for table in tables[1:] if table.lines],
        "months": tables[0],
        "query": f"year={year}&unit={unit.code if unit else ALL}",
    }
    return render(request, "desk/columns/visits.html", context)


@require_safe
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The same year line by line: month, unit, column, reading point, visits."""
    year, unit, found = _asked(request)
    answer = HttpResponse(workbook(found), content_type=WORKBOOK)
    answer["Content-Disposition"] = f'attachment; filename="visits-{year}-{unit.code if unit else ALL}.xlsx"'
    return answer


def workbook(found: YearOfVisits) -> bytes:
    """One sheet; words as words, numbers as numbers."""
    made = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(gettext("访问量"))
        head = book.add_format({"bold": True, "bottom": 1})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        titles = (gettext("月份"), gettext("单位"), gettext("栏目"), gettext("信息查阅点"), gettext("访问次数"))
        sheet.write_row(0, 0, titles, head)
        sheet.freeze_panes(1, 0)
        for number, (*words, count) in enumerate(found.rows, 1):
            for column, word in enumerate(words):
                sheet.write_string(number, column, str(word))
            sheet.write_number(number, len(words), count)
    return made.getvalue()


def _asked(request: HttpRequest) -> tuple[int, Agency | None, YearOfVisits]:
    """The year and unit in the address; whatever is not there is this year and one's own unit."""
    actor, on = actor_in(request), clock.today()
    if not may_see_visits(actor):
        raise PermissionDenied
    typed = request.GET.get("year", "")
    known = {str(year) for year in range(on.year - YEARS + 1, on.year + 1)}
    year = int(typed) if typed in known else on.year
    code = request.GET.get("unit", "")
    chosen = agencies(actor).filter(code=code[:64]).first() if code and code.isprintable() else None
    unit = None if code == ALL else chosen or standing.unit(request)
    return year, unit, year_of_visits(actor, year, unit.code if unit else "", on)
