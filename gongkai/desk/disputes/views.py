"""All disputes: the list with filters, its file, and table four with each figure leading to its cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.disputes.sheet import disputes_sheet
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.disputes import reads
from gongkai.disputes.actions.export_disputes import export_disputes
from gongkai.disputes.counting import TOTAL, TableFour
from gongkai.disputes.models import Dispute
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.disputes import blocks, outcomes
from gongkai.units.models import Agency

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 2019


@require_safe
@staff_page
def disputes(request: HttpRequest) -> HttpResponse:
    """Those of the asker's units; a cell of table four narrows the list to its cases."""
    actor, on = actor_in(request), clock.today()
    units = _units(actor)
    cell = _cell(actor, units, request)
    found = reads.listed(actor, request.GET.get("page", "1"), on, **_filters(request), ids=cell[1] if cell else None)
    context = {
        "found": found, "page": found.page, "on": on, "states": Dispute.State.choices, "kinds": Dispute.Kind.choices,
        "asked": _filters(request), "cell": cell[0] if cell else "", "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "desk/disputes/disputes.html", context)


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a sheet; journalled with every unit in it."""
    actor, on = actor_in(request), clock.today()
    units = _units(actor)
    cell = _cell(actor, units, request)
    lines = reads.lines(actor, on, **_filters(request), ids=cell[1] if cell else None)
    lines = [line for line in lines if line.row.agency in units]
    for unit in units:
        count = sum(line.row.agency_id == unit.pk for line in lines)
        if count or len(units) == 1:
            export_disputes(unit.code, _year(request) if cell else None, count, actor=actor, now=clock.now())
    response = HttpResponse(disputes_sheet(lines, on), content_type=SHEET)
    name = gettext("复议诉讼") + f"（{on.isoformat()}）.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_safe
@staff_page
def table(request: HttpRequest) -> HttpResponse:
    """Table four of the annual report for a unit and a year."""
    actor, on = actor_in(request), clock.today()
    units = _units(actor)
    unit, year = _unit(units, request), _year(request)
    found = reads.figures(actor, unit, year)
    rows = [(code, label, _figures(found, code)) for code, label in blocks().items()]
    context = {
        "unit": unit, "units": units, "year": year, "years": range(on.year, FIRST_YEAR - 1, -1), "rows": rows,
        "columns": list(outcomes().values()), "unit_code": unit.code,
    }  # fmt: skip
    return render(request, "desk/disputes/table.html", context)


def _figures(found: TableFour, row: str) -> list[tuple[str, int]]:
    return [(column, found.count(row, column)) for column in (*outcomes(), TOTAL)]


def _units(actor: Actor) -> list[Agency]:
    units = reads.units(actor)
    if not units:
        raise Refused("not-allowed", gettext("你的职责不包括复议诉讼。需要时由安全管理员授予职责。"))
    return units


def _unit(units: list[Agency], request: HttpRequest) -> Agency:
    return next((one for one in units if one.code == request.GET.get("unit")), units[0])


def _year(request: HttpRequest) -> int:
    said, this = request.GET.get("year", ""), clock.today().year
    return int(said) if said.isdecimal() and FIRST_YEAR <= int(said) <= this else this


def _filters(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET
    return {"state": asked.get("state", ""), "kind": asked.get("kind", ""), "late": asked.get("late") == "1"}


def _cell(actor: Actor, units: list[Agency], request: HttpRequest) -> tuple[str, tuple[int, ...]] | None:
    row, column = request.GET.get("row", ""), request.GET.get("column", "")
    if row not in blocks() or column not in (*outcomes(), TOTAL):
        return None
    unit, year = _unit(units, request), _year(request)
    words = outcomes().get(column, gettext("总计"))
    ids = reads.figures(actor, unit, year).cases(row, column)
    return f"{unit.name} {year} {blocks()[row]}：{words}", ids
