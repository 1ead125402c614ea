"""A catalogue held against what was published, each figure opening its list; and to which items a record belongs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.columns import items_reads, items_report
from gongkai.columns.actions.tie_record import tie_record
from gongkai.columns.actions.untie_record import untie_record
from gongkai.columns.items_held import Held
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.items.views import PAGE
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.records import reads
from gongkai.units import reads as units_reads

# Each list with its words and what it means.
LISTS = {
    "missing": (_("缺"), _("按时限应当公开而没有公开的事项")),
    "late": (_("迟"), _("超过事项时限才公开的信息")),
    "outside": (_("外"), _("没有归入任何事项的已公开信息")),
    "waiting": (_("待产生"), _("形成信息后才需公开、尚未公开过的事项")),
    "unjudged": (_("无法核对"), _("时限写法系统读不懂的事项，只供人看")),
}


@require_GET
@staff_page
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of today, and the list that was asked for."""
    actor, today = actor_in(request), clock.today()
    agency = units_reads.agency(actor, code)
    if agency is None or not items_report.may_see(actor, agency, today):
        raise Http404
    held = items_report.report(actor, code, today)
    show = request.GET.get("show", "")
    show = show if show in LISTS else "missing"
    context: dict[str, Any] = {"agency": agency, "held": held, "show": show, "today": today}
    if held is not None:
        context |= {
            "figures": [(name, words, hint, len(_list(held, name))) for name, (words, hint) in LISTS.items()],
            "hint": LISTS[show][1],
            "page": Paginator(_list(held, show), PAGE).get_page(request.GET.get("page")),
        }
    return render(request, "desk/items/report.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """To which items a record belongs; the likely ones are offered first."""
    actor = actor_in(request)
    found = reads.record(actor, pk)
    if found is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        tie, untie = request.POST.get("tie", ""), request.POST.get("untie", "")
        try:
            if untie:
                untie_record(found.pk, untie, actor=actor, now=clock.now())
                messages.success(request, gettext("已取消归入。"))
            else:
                tie_record(found.pk, tie, actor=actor, now=clock.now())
                messages.success(request, gettext("已归入事项。"))
            return redirect("desk:record-items", found.pk)
        except Refused as fault:
            if fault.code == "not-allowed":
                raise
            refusal = fault.sentence
    said = reads.said(actor, found)
    keywords = [str(one) for one in said.keywords] if said is not None else []
    context = {
        "record": found,
        "ties": items_reads.ties(actor, found),
        "likely": items_reads.likely(actor, found, keywords),
        "choices": items_reads.choices(actor, found),
        "may": items_reads.may_tie(actor, found),
        "refusal": refusal,
    }
    return render(request, "desk/items/record.html", context, status=422 if refusal else 200)


def _list(held: Held, name: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = getattr(held, name)
    return found
