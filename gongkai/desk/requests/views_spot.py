"""A reply given on the spot: what was said, where, and the record the applicant signed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_deciding, reads_paper_text
from gongkai.requests.actions.reply_on_the_spot import reply_on_the_spot
from gongkai.requests.allowing import handles
from gongkai.requests.models import Request


@require_http_methods(["GET", "POST"])
@staff_page
def on_the_spot(request: HttpRequest, pk: int) -> HttpResponse:
    """Record it; the request is closed with it."""
    actor, on = actor_in(request), clock.today()
    frame = request_frame(request, pk, "request-papers")
    row: Request = frame["row"]
    handles(actor, row.agency.code, gettext("登记当场答复"))
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _done(request, row)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已登记当场答复，申请办结。"))
            return redirect("desk:request-papers", pk)
    items = list(row.items.all())
    context = frame | {
        "refused": refused, "typed": request.POST, "today": on, "items": reads_deciding.decided(items, row),
        "leading": reads_deciding.leading(items, on),
        "words": request.POST.get("words", "") or reads_paper_text.spoken(actor, row, on),
    }  # fmt: skip
    status = STATUS.get(refused.code, 422) if refused else 200
    return render(request, "desk/requests/on_the_spot.html", context, status=status)


def _done(request: HttpRequest, row: Request) -> None:
    given, now = request.POST, clock.now()
    try:
        told_on = date.fromisoformat(given.get("told_on", ""))
    except ValueError as error:
        raise Refused("bad-day", gettext("没有填写告知的日期，未登记。请按 2026-03-02 的写法填写。")) from error
    upload, record = request.FILES.get("record"), None
    if upload is not None:
        record = (upload.name or "", upload.read())
    seen = given.get("seen", "")
    reply_on_the_spot(
        row.pk, told_on, given.get("words", ""), place=given.get("place", ""), record=record,
        unsigned=given.get("unsigned", ""), seen=int(seen) if seen.isdigit() else None, actor=actor_in(request),
        now=now,
    )  # fmt: skip
