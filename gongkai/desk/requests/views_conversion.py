"""Released things that concern many: proposed, accepted as drafts of the ledger, or declined with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_files
from gongkai.requests.actions.decide_publication import accept_publication, decline_publication
from gongkai.requests.actions.propose_publication import propose_publication
from gongkai.requests.conversions import interest_in, public_releases
from gongkai.requests.sight import seen
from gongkai.units.powers import HANDLE_REQUESTS

PAGE = 20


@require_safe
@staff_page
def conversions(request: HttpRequest) -> HttpResponse:
    """What is proposed and what became of it, the newest first."""
    waiting = request.GET.get("show", "open") == "open"
    page = Paginator(reads_files.conversions(actor_in(request), waiting=waiting), PAGE)
    context = {"page": page.get_page(request.GET.get("page")), "waiting": waiting}
    return render(request, "desk/requests/conversions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def conversion(request: HttpRequest, conversion_id: int) -> HttpResponse:
    """One proposal: who asked for the same, the public versions, accepting and declining."""
    actor, now = actor_in(request), clock.now()
    row = reads_files.conversions(actor).filter(pk=conversion_id).first()
    if row is None:
        raise Http404
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if request.POST.get("act") == "accept":
                done = accept_publication(row.pk, actor=actor, now=now)
                messages.success(request, gettext("已建立草稿。请核对各项内容，标定公开属性后提交审核。"))
                return redirect("desk:record", done.record_id)
            decline_publication(row.pk, request.POST.get("verdict", ""), actor=actor, now=now)
        except Refused as refusal:
            if refusal.code == "not-allowed":
                raise
            refused = refusal
        else:
            messages.success(request, gettext("已登记不转为主动公开。"))
            return redirect("desk:request-conversions")
    context = {
        "one": row, "row": row.request, "interest": interest_in(row.request), "releases": public_releases(row.request),
        "may": actor.may(HANDLE_REQUESTS, row.request.agency.code), "refused": refused,
    }  # fmt: skip
    return render(
        request, "desk/requests/conversion.html", context, status=STATUS.get(refused.code, 422) if refused else 200
    )


@require_POST
@staff_page
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose what one request released."""
    actor = actor_in(request)
    seen(actor, pk)
    row = propose_publication(pk, request.POST.get("reason", ""), actor=actor, now=clock.now())
    messages.success(request, gettext("已列入转为主动公开，等待决定。"))
    return redirect("desk:request-conversion", row.pk)
