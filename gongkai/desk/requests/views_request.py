"""One request: the overview."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.law.applicants import applicant_columns
from gongkai.law.receipt import event_titles
from gongkai.law.request_choices import choice_label
from gongkai.requests.alike import leaf_label
from gongkai.requests.models import Request
from gongkai.units.powers import HANDLE_REQUESTS, READ_APPLICANTS


@require_safe
@staff_page
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, by whom (masked), where it stands."""
    context = request_frame(request, pk, "request")
    actor, row = actor_in(request), context["row"]
    assert isinstance(row, Request)
    kinds = {one.code: one.label for one in applicant_columns(max(row.law_day.year, 2019)).kinds}
    titles = event_titles()
    context |= {
        "kind": kinds.get(row.applicant_kind, row.applicant_kind),
        "days": [(titles.get(event, event), day) for event, day in row.days.items()],
        "supply_form": choice_label(row.supply_form, row.law_day),
        "supply_way": choice_label(row.supply_way, row.law_day),
        "help": choice_label(row.assistance, row.law_day),
        "leaf": leaf_label(row),
        "may_handle": actor.may(HANDLE_REQUESTS, row.agency.code),
        "may_read_applicant": actor.may(READ_APPLICANTS, row.agency.code),
    }
    return render(request, "desk/requests/overview.html", context)
