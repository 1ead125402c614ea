"""One paper: what it says, how it stands, what can be done with it; its fields; its versions; its printed forms."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in, person_in
from gongkai.desk.requests import blanks
from gongkai.desk.requests.frame import request_frame
from gongkai.desk.requests.paper_text import compared
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.service import ways
from gongkai.requests import reads_paper_text, reads_papers
from gongkai.requests.actions.change_paper import change_paper
from gongkai.requests.actions.preview_paper import preview_paper
from gongkai.requests.allowing import handles
from gongkai.requests.models import Attachment, Paper
from gongkai.units.powers import HANDLE_REQUESTS

SECTION = "request-papers"
FORMS = {"pdf": "application/pdf", "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
PREVIEWED = (Paper.State.DRAFT, Paper.State.IN_REVIEW, Paper.State.SIGNED)


@require_safe
@staff_page
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole text as it will go out; looking at it before issue is written down."""
    return shown(request, pk)


def shown(request: HttpRequest, pk: int, refused: Refused | None = None) -> HttpResponse:
    """The page, after a refusal with its sentence and what was typed."""
    actor, now = actor_in(request), clock.now()
    row = reads_papers.paper(actor, pk)
    fault = ""
    if row.state in PREVIEWED:
        try:
            looked = preview_paper(pk, actor=actor, now=now)
            row.content, row.content_hash = looked.content, looked.content_hash
        except Refused as refusal:
            fault = refusal.sentence
    person = person_in(request)
    context: dict[str, Any] = request_frame(request, row.request_id, SECTION) | {
        "paper": row, "text": reads_paper_text.text(row), "stale": reads_paper_text.stale(row, now.date()),
        "ranks": reads_papers.ranks(row), "refused": refused,
        "fault": fault, "typed": request.POST, "may_judge": reads_papers.may_judge(actor, row),
        "own": person is not None and person.pk in (row.made_by_id, row.submitted_by_id),
        "may_write": actor.may(HANDLE_REQUESTS, row.agency.code), "issuers": reads_papers.issuers(actor, row),
        "problems": reads_paper_text.problems(row, now.date()),
        "ways": ways(), "proofs": _proofs(row), "today": now.date(),
    }  # fmt: skip
    return render(request, "desk/requests/paper.html", context, status=_status(refused))


@require_http_methods(["GET", "POST"])
@staff_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What people fill in on a draft."""
    actor = actor_in(request)
    row = reads_papers.paper(actor, pk)
    handles(actor, row.agency.code, gettext("修改文书"))
    form = reads_papers.form(row.request, row.kind)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            change_paper(
                pk, blanks.read(form.blanks, request.POST), seen_hash=request.POST.get("seen", ""), actor=actor,
                now=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已保存，请核对全文。"))
            return redirect("desk:paper", pk)
    values = blanks.read(form.blanks, request.POST) if request.method == "POST" else row.fields
    context = request_frame(request, row.request_id, SECTION) | {
        "paper": row, "fields": blanks.shown(form.blanks, values), "refused": refused,
    }  # fmt: skip
    return render(request, "desk/requests/paper_edit.html", context, status=_status(refused))


@require_safe
@staff_page
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two rounds side by side: the one asked for against the one before, else the last against the one before it."""
    actor = actor_in(request)
    row = reads_papers.paper(actor, pk)
    rounds = reads_papers.versions(actor, row)
    if len(rounds) < 2:
        messages.info(request, gettext("这份文书只送审过一次，没有可以比较的前一稿。"))
        return redirect("desk:paper", pk)
    asked = request.GET.get("round", "")
    at = next((place for place, one in enumerate(rounds) if str(one.round) == asked and place), len(rounds) - 1)
    context = request_frame(request, row.request_id, SECTION) | {
        "paper": row, "rounds": rounds, "old": rounds[at - 1], "new": rounds[at],
        "rows": compared(rounds[at - 1], rounds[at]),
    }  # fmt: skip
    return render(request, "desk/requests/paper_compare.html", context)


@require_safe
@staff_page
def printed(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The PDF, shown in the browser, or the Word file to keep."""
    if form not in FORMS:
        raise Http404
    name, data = reads_paper_text.printed(actor_in(request), pk, form, clock.today())
    answer = HttpResponse(data, content_type=FORMS[form])
    kind = "inline" if form == "pdf" else "attachment"
    answer["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _proofs(row: Paper) -> list[Attachment]:
    """The request's proofs of service, to be named when a service is recorded."""
    return [one for one in row.request.attachments.all() if one.role == Attachment.Role.SERVICE]


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
