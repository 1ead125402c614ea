"""Deliveries: a unit's own, those of an office's halls, those at a receiver's hall, on one page by what one may."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from gongkai.delivery import reads
from gongkai.delivery.actions.export_deliveries import export_deliveries
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.halls.sheet import deliveries_sheet
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.units.powers import DELIVER, OVERSEE_DELIVERY, RECEIVE

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff_page
def halls(request: HttpRequest) -> HttpResponse:
    """Everything about deliveries that is the asker's; 403 for one whose duties have nothing to do with them."""
    actor, on = actor_in(request), clock.today()
    if not {DELIVER, OVERSEE_DELIVERY, RECEIVE} & {act for act, _code in actor.grants}:
        raise Refused("not-allowed", "你的职责不包括送交两馆。需要时由安全管理员授予职责。")
    unit, number = standing.unit(request), request.GET.get("page", "1")
    led = reads.halls_led(actor)
    ends = reads.intervals(actor, led, on)
    chosen = _day(request.GET.get("ends", ""), ends)
    lines = reads.table(actor, led, chosen, on) if chosen else []
    late_only = bool(request.GET.get("late"))
    context = {
        "unit": unit,
        "delivers": actor.may(DELIVER, unit.code),
        "coming": reads.coming(actor, unit, on),
        "page": reads.unit_page(actor, unit.code, number, on),
        "receives": bool(reads.codes(actor, RECEIVE)),
        "waiting": reads.waiting_at_hall(actor, number, on),
        "signed": reads.signed_at_hall(actor, "1", on),
        "leads": bool(reads.codes(actor, OVERSEE_DELIVERY)),
        "led": led,
        "behind": reads.behind(actor, on),
        "ends": ends,
        "chosen": chosen,
        "lines": [line for line in lines if line.late] if late_only else lines,
        "late_only": late_only,
        "late": sum(1 for line in lines if line.late),
        "replacements": reads.open_replacements(actor),
        "on": on,
    }
    return render(request, "desk/halls/halls.html", context)


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The table of one interval as an Excel file; journalled with the office."""
    actor, on = actor_in(request), clock.today()
    led = reads.halls_led(actor)
    chosen = _day(request.GET.get("ends", ""), reads.intervals(actor, led, on))
    if not led or chosen is None:
        raise Refused("not-allowed", "没有可以导出的送交情况：你的单位没有主管的接收馆，或者还没有到期的一期。")
    lines = reads.table(actor, led, chosen, on)
    data = deliveries_sheet(led, lines, chosen)
    for code in sorted({hall.office.code for hall in led}):
        export_deliveries(code, chosen, len(lines), actor=actor, now=clock.now())
    response = HttpResponse(data, content_type=SHEET)
    name = f"送交两馆情况（{chosen.isoformat()}截止）.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _day(said: str, known: list[reads.Interval]) -> date | None:
    """The interval asked for where it exists, else the newest."""
    return next((one.ends for one in known if one.ends.isoformat() == said), known[0].ends if known else None)
