"""The procedure of a request explained: drawn, and step by step with who, when, on what basis and to what effect."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.drawing import drawn
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.procedure import procedures
from gongkai.law.procedure_words import in_words
from gongkai.requests.sight import codes


@require_safe
@staff_page
def procedure(request: HttpRequest) -> HttpResponse:
    """The table of one time, the one in force unless another is chosen."""
    if not codes(actor_in(request)):
        raise Refused("not-allowed", gettext("你的职责不包括办理申请，未打开。需要时由安全管理员授予职责。"))
    tables = procedures()
    today = clock.today()
    chosen = request.GET.get("since", "")
    in_force = max((one for one in tables if one.since <= today), key=lambda one: one.since)
    table = next((one for one in tables if one.since.isoformat() == chosen), in_force)
    lines = in_words(table)
    context = {"table": table, "tables": tables, "lines": lines, "drawing": drawn(table, lines), "current": in_force}
    return render(request, "desk/requests/procedure.html", context)
