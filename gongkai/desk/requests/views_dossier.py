"""The dossier of a request: archived once, copied for courts as often as needed, taken out as PDF or package."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.law.dossiers import dossier_rules
from gongkai.requests import reads as requests
from gongkai.requests import reads_dossier
from gongkai.requests.actions.build_dossier import archive_request, build_dossier
from gongkai.requests.actions.take_out_dossier import take_out_dossier
from gongkai.units.powers import HANDLE_REQUESTS

SECTION = "request-dossier"
MEDIA = {"pdf": "application/pdf", "zip": "application/zip"}


@require_safe
@staff_page
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Its dossiers with their contents, and what can be made now."""
    actor, on = actor_in(request), clock.today()
    frame = request_frame(request, pk, SECTION)
    row = frame["row"]
    rules = dossier_rules(on)
    made = reads_dossier.of_request(actor, pk)
    disputed = any(one.ref.startswith("d") for one in row.clocks.all())
    context = frame | {
        "dossiers": [(one, _period(one.retention, on)) for one in made],
        "handles": actor.may(HANDLE_REQUESTS, row.agency.code),
        "may_archive": any(one.code == "archive" for one in frame["acts"]),
        "retentions": rules.retentions,
        "usual": rules.usual(disputed=disputed).code,
    }
    return render(request, "desk/requests/dossier.html", context)


@require_POST
@staff_page
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Archive the request with the period chosen."""
    requests.seen(actor_in(request), pk)
    seen = request.POST.get("seen", "")
    archive_request(
        pk, retention=request.POST.get("retention", ""), seen=int(seen) if seen.isdigit() else None,
        actor=actor_in(request), now=clock.now(),
    )  # fmt: skip
    return HttpResponseRedirect(reverse(f"desk:{SECTION}", args=(pk,)))


@require_POST
@staff_page
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a copy for a court or a reconsideration body."""
    build_dossier(pk, actor=actor_in(request), now=clock.now())
    return HttpResponseRedirect(reverse(f"desk:{SECTION}", args=(pk,)))


@require_POST
@staff_page
def take_out(request: HttpRequest, dossier_id: int, form: str) -> HttpResponse:
    """Its file; the taking out is journalled."""
    actor = actor_in(request)
    row = reads_dossier.one(actor, dossier_id)
    data = take_out_dossier(dossier_id, form, actor=actor, now=clock.now())
    response = HttpResponse(data, content_type=MEDIA[form])
    name = f"案卷 {row.number or row.request}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _period(code: str, on: date) -> str:
    return dossier_rules(on).retention(code).label if code else ""
