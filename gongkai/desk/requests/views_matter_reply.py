"""The answer to a complaint or record correction: proposed, signed by another, or sent back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests import blanks
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.matters import REPLIES, matter_endings
from gongkai.law.paper_forms import paper_form
from gongkai.requests import reads_matters
from gongkai.requests.actions.judge_matter_reply import return_matter_reply, sign_matter_reply
from gongkai.requests.actions.propose_matter_reply import propose_matter_reply

OUTCOME = "outcome"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """How it ends, and what the answer says; a refusal keeps what was typed."""
    actor = actor_in(request)
    found = reads_matters.whole(actor, pk, clock.today())
    row = found.row
    form = paper_form(REPLIES[row.kind], row.received_on)
    wanted = [one for one in form.blanks if one.code != OUTCOME]
    typed = blanks.read(wanted, request.POST) if request.method == "POST" else {}
    if request.method != "POST" and found.proposed is not None:
        typed = {key: str(value) for key, value in found.proposed.fields.items()}
    refused = None
    if request.method == "POST":
        try:
            propose_matter_reply(
                pk, request.POST.get("ending", ""), typed, orders=request.POST.get("orders", ""),
                orders_due_on=_day(request.POST.get("orders_due_on", "")), actor=actor, now=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("已提交，等待签发。"))
            return redirect("desk:matter", pk)
    endings = matter_endings(row.kind, row.received_on)
    context = {
        "row": row, "whole": found, "endings": endings, "fields": blanks.shown(wanted, typed), "refused": refused,
        "chosen": request.POST.get("ending", found.proposed.ending if found.proposed else ""),
        "orders": any(one.orders for one in endings), "typed": request.POST,
    }  # fmt: skip
    return render(request, "desk/requests/matter_reply.html", context, status=422 if refused else 200)


@require_POST
@staff_page
def sign(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Sign what was seen; it goes out with that."""
    made = sign_matter_reply(paper, request.POST.get("seen", ""), actor=actor_in(request), now=clock.now())
    messages.success(request, _("已签发：%(number)s。请送达后登记告知。") % {"number": made.number})
    return redirect("desk:matter", pk)


@require_POST
@staff_page
def send_back(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """Send it back with a reason."""
    return_matter_reply(paper, request.POST.get("reason", ""), actor=actor_in(request), now=clock.now())
    messages.success(request, _("已退回拟稿人。"))
    return redirect("desk:matter", pk)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
