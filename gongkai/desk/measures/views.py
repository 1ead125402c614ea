"""Figures in the statutory tables, one figure with what it counts, and their workbook."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.measures.asking import asked_in, code_of, first_year, query_of
from gongkai.desk.measures.chart import drawn
from gongkai.desk.measures.grid import shown_tables, signed
from gongkai.desk.measures.sheet import measures_sheet
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.law.formats import formats
from gongkai.law.instruments import cited
from gongkai.statistics import reads_measures
from gongkai.statistics.actions.export_measures import export_measures
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.measured import Measured
from gongkai.statistics.reads_measures import Asked

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TENTH, PERCENT = Decimal("0.1"), "%"
# The cells that stand above the tables of the forms that have them.
LEADING = ("t3.new_received.total", "t3.carried_in.total", "t3.outcome_total.total", "t3.carried_out.total")


@require_safe
@staff_page
def measures(request: HttpRequest) -> HttpResponse:
    """The tables of a unit and a period, with those below or not, compared with the period before or not."""
    actor, on = actor_in(request), clock.today()
    asked = asked_in(request, actor, on)
    found = reads_measures.table(asked)
    compares = request.GET.get("compare") == "1"
    before = reads_measures.table_before(asked) if compares else None
    context = _choices(actor, asked, on.year) | {
        "asked": asked, "tables": shown_tables(asked.form, found, before), "query": query_of(asked),
        "compares": compares, "compared": before is not None, "open_end": asked.span.last >= on, "on": on,
        "leading": [(asked.form.cells[one], found[one]) for one in LEADING if one in found],
        "typed": sum(not one.counted for one in found.values()), "empty": not any(one.things for one in found.values()),
    }  # fmt: skip
    return render(request, "desk/measures/measures.html", context)


@require_safe
@staff_page
def cell(request: HttpRequest, cell: str) -> HttpResponse:
    """One figure: its definition with the article, the period before, the year by month, and what it counts."""
    actor, on = actor_in(request), clock.today()
    asked = asked_in(request, actor, on)
    if cell not in asked.form.cells:
        raise Http404
    page = request.GET.get("page", "1")
    opened = reads_measures.open_cell(actor, asked, cell, on, int(page) if page.isdecimal() and len(page) < 7 else 1)
    months = [
        (gettext("%(number)s月") % {"number": number}, one)
        for number, one in (reads_measures.by_month(asked, cell, on) if opened.measured.counted else [])
    ]
    context = {
        "asked": asked, "spec": asked.form.cells[cell], "one": opened, "query": query_of(asked),
        "things": opened.things, "value": plain(opened.measured.value), "cite": cited(opened.definition.cite),
        "change": _change(opened.measured, opened.before), "parts": _parts(asked, opened.definition.adds.get(cell, ())),
        "months": [(word, plain(measured.value)) for word, measured in months],
        "chart": drawn([(word, measured.value) for word, measured in months]),
        "first_page": query_of(asked, page=str(opened.things.page - 1)),
        "next_page": query_of(asked, page=str(opened.things.page + 1)),
    }  # fmt: skip
    return render(request, "desk/measures/cell.html", context)


@require_safe
@staff_page
def named_figures(request: HttpRequest) -> HttpResponse:
    """The figures of the text: publications by kind of unit, shares, changes from the year before, visits."""
    actor, on = actor_in(request), clock.today()
    asked = asked_in(request, actor, on)
    lines = [(one, _told(one.unit, value), cited(one.cite)) for one, value in reads_measures.named_figures(asked)]
    return render(request, "desk/measures/named.html", {"asked": asked, "lines": lines, "query": query_of(asked)})


def _told(unit: str, value: Decimal | None) -> str:
    """A figure with its unit; a percentage to one place, as reports print it; empty where it has no base."""
    if value is None:
        return ""
    told = value.quantize(TENTH, ROUND_HALF_UP) if unit == PERCENT else value
    return plain(tidy(told)) + unit


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The tables with their definitions as a workbook; journalled."""
    actor, on = actor_in(request), clock.today()
    asked = asked_in(request, actor, on)
    found = reads_measures.table(asked)
    export_measures(
        asked.agency.code, code_of(asked.span), asked.form.id, len(asked.units), actor=actor, now=clock.now()
    )  # fmt: skip
    response = HttpResponse(measures_sheet(asked, found, on), content_type=SHEET)
    name = f"{asked.agency.short}{asked.span.title}" + gettext("统计数") + ".xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _choices(actor: Actor, asked: Asked, this_year: int) -> dict[str, Any]:
    year = asked.span.year
    return {
        "units": reads_measures.choices(actor, asked),
        "periods": [(code_of(one), one.title) for one in _periods(year, this_year)],
        "period": code_of(asked.span),
        "forms": [(one.id, one.title) for one in formats().values()],
    }


def _periods(year: int, this_year: int) -> list[Any]:
    """All periods of the year shown, and the other years."""
    others = [one for one in range(this_year, first_year() - 1, -1) if one != year]
    years = [reads_measures.periods(one)[0] for one in others]
    return [*reads_measures.periods(year), *years]


def _change(now: Measured, before: Measured | None) -> dict[str, str] | None:
    if before is None:
        return None
    return {"before": plain(before.value), "change": signed(now.value - before.value)}


def _parts(asked: Asked, cells: tuple[str, ...]) -> list[tuple[str, str]]:
    """The cells that a sum adds, with what they are called."""
    return [(one, asked.form.cells[one].label) for one in cells]
