"""The disputes of one request, as a section of its pages: those there are, and a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.disputes.forms import FilingForm
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.disputes import reads
from gongkai.disputes.actions.open_dispute import open_dispute
from gongkai.disputes.decide import RECONSIDERATION
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.units.powers import HANDLE_DISPUTES

SECTION = "request-disputes"
WITHOUT = ("not-allowed", "no-request")


@require_http_methods(["GET", "POST"])
@staff_page
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """The list and the form; on POST a case is written down."""
    actor, on = actor_in(request), clock.today()
    context = request_frame(request, pk, SECTION)
    lines = reads.of_request(actor, context["row"], on)
    before = [(str(one.row.pk), str(one.row)) for one in lines if one.row.kind == RECONSIDERATION]
    handles = actor.may(HANDLE_DISPUTES, context["row"].agency.code)
    form = FilingForm(request.POST or None, before=before, initial={"filed_on": on})
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if not handles:
            raise Refused("not-allowed", gettext("你的职责不包括办理复议诉讼。需要时由安全管理员授予职责。"))
        if form.is_valid():
            try:
                made = open_dispute(pk, form.filing(), actor=actor, now=clock.now())
            except Refused as refusal:
                if refusal.code in WITHOUT:
                    raise
                refused, status = refusal, 409
            else:
                messages.success(request, gettext("已登记。收到副本、受理后请继续登记。"))
                return redirect("desk:dispute", made.pk)
    context |= {"lines": lines, "form": form, "handles": handles, "refused": refused, "opened": status != 200}
    return render(request, "desk/disputes/section.html", context, status=status)
