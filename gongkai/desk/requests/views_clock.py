"""The clocks of one request: why this date, day by day; taking back what was written by mistake; what moved."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.desk.requests.month_view import Month, months_of
from gongkai.desk.requests.step_fields import day_of_field
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_clocks, reads_due
from gongkai.requests.actions.see_moves import see_moves
from gongkai.requests.actions.void_entry import void_entry
from gongkai.requests.reads_clocks import ClockLine

PAGE = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """A clock with its calendar."""

    line: ClockLine
    months: list[Month]


@require_safe
@staff_page
def clocks(request: HttpRequest, pk: int) -> HttpResponse:
    """Every clock of the request with its ledger."""
    context = request_frame(request, pk, "request-clock")
    found = reads_clocks.clocks_of(actor_in(request), context["row"])
    on = clock.today()
    shown = [Shown(one, months_of(one.due, on) if one.due else []) for one in found.lines]
    return render(request, "desk/requests/clock.html", context | {"found": found, "clocks": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def entry(request: HttpRequest, pk: int, entry_id: int) -> HttpResponse:
    """Take one entry back with a reason, or give it its right day."""
    context = request_frame(request, pk, "request-clock")
    line = reads_clocks.entry_for(actor_in(request), context["row"], entry_id)
    refused: Refused | None = None
    if request.method == "POST":
        given = request.POST
        try:
            seen = given.get("seen", "")
            void_entry(
                entry_id, given.get("reason", ""), instead=day_of_field(given.get("instead", ""), required=False),
                seen=int(seen) if seen.isdigit() else None, actor=actor_in(request), now=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已撤销这条期限记载，期限已重新推算。"))
            return redirect("desk:request-clock", pk)
    context |= {"line": line, "refused": refused, "typed": request.POST}
    return render(request, "desk/requests/clock_entry.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def moves(request: HttpRequest) -> HttpResponse:
    """What new calendars moved in the asker's units, and marking it as looked at."""
    actor = actor_in(request)
    if request.method == "POST":
        chosen = [int(one) for one in request.POST.getlist("move") if one.isdigit()]
        count = see_moves(chosen, actor=actor, now=clock.now())
        messages.success(request, gettext("已标明看过 %(count)d 项。") % {"count": count})
        return redirect("desk:request-moves")
    rows = reads_due.moves(actor)
    unseen = request.GET.get("seen") != "all"
    page = Paginator(rows.filter(seen_at=None) if unseen else rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/requests/moves.html", {"page": page, "unseen": unseen})
