"""Pages over many requests: the overseeing office's board, who asks how often, what was only asked by telephone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.ledger import chart
from gongkai.desk.requests.forms_registry import EnquiryForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.procedure import procedure_on
from gongkai.requests import reads_board, reads_exchange, reads_fees, reads_volume
from gongkai.requests.actions.note_enquiry import Asked, note_enquiry
from gongkai.requests.allowing import handles
from gongkai.requests.sight import codes
from gongkai.units.powers import OVERSEE_REQUESTS

# The chart shows so many units at most; the table shows all.
CHARTED = 12
# The year that runs and those before it.
YEARS_SHOWN = 5


@require_safe
@staff_page
def board(request: HttpRequest) -> HttpResponse:
    """Figures by unit and state; what is late, by whom."""
    actor, on = actor_in(request), clock.today()
    if not reads_board.may_oversee(actor):
        raise Refused("not-allowed", _("办理总览由公开工作机构查看。需要时由安全管理员授予职责。"))
    found = reads_board.board(actor, on)
    drawn = chart.drawn([(one.agency.short, one.open, one.overdue) for one in found.lines[:CHARTED]])
    states = {code: one.label for code, one in procedure_on(on).states.items()}
    own = codes(actor, OVERSEE_REQUESTS)
    context = {"board": found, "chart": drawn, "labels": states, "on": on, "own": own}
    return render(request, "desk/requests/board.html", context)


@require_safe
@staff_page
def volumes(request: HttpRequest) -> HttpResponse:
    """Who asks this unit how often, this day, month and year."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    if unit.code not in codes(actor):
        raise Refused("not-allowed", _("你在该单位的职责不包括依申请公开。需要时由安全管理员授予职责。"))
    context = {"unit": unit, "persons": reads_volume.persons(actor, unit.code, on), "on": on}
    return render(request, "desk/requests/volumes.html", context)


@require_safe
@staff_page
def fees(request: HttpRequest) -> HttpResponse:
    """What this unit charged, collected and gave back, year by year."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    if unit.code not in codes(actor):
        raise Refused("not-allowed", _("你在该单位的职责不包括依申请公开。需要时由安全管理员授予职责。"))
    years = range(on.year, on.year - YEARS_SHOWN, -1)
    lines = [(year, reads_fees.collected(actor, year, unit)) for year in years]
    context = {"unit": unit, "lines": lines, "any": any(one.noticed or one.paid or one.waived for _, one in lines)}
    return render(request, "desk/requests/fees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def enquiries(request: HttpRequest) -> HttpResponse:
    """Calls that are no requests, and a form to note one."""
    actor, unit = actor_in(request), standing.unit(request)
    handles(actor, unit.code, _("登记咨询"))
    form = EnquiryForm(request.POST or None, initial={"on": clock.today(), "way": "phone"})
    refusal = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        asked = Asked(said["name"], said["contact"], said["question"], said["answer"])
        try:
            note_enquiry(unit.code, said["way"], said["subject"], asked, said["on"], actor=actor, now=clock.now())
        except Refused as caught:
            refusal = caught
        else:
            messages.success(request, _("已登记咨询。"))
            return redirect("desk:requests-enquiries")
    context = {"unit": unit, "form": form, "refusal": refusal, "calls": reads_exchange.calls(actor, unit.code)}
    return render(request, "desk/requests/enquiries.html", context, status=422 if form.is_bound else 200)
