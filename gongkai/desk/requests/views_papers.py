"""The papers of a request, a new one, and what waits for my review, issue or service."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in, person_in
from gongkai.desk.requests import blanks
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.paper_forms import PaperForm, name_of
from gongkai.requests import reads_deciding, reads_papers, sight
from gongkai.requests.actions.draft_paper import draft_paper
from gongkai.requests.allowing import handles
from gongkai.requests.models import Paper, Request
from gongkai.units.powers import HANDLE_REQUESTS, SET_PAPERS

SECTION = "request-papers"


@dataclass(frozen=True, slots=True)
class KindShown:
    """A kind of paper that can be drafted."""

    code: str
    name: str


@require_safe
@staff_page
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Decisions, papers with how they stand, and what can be drafted now."""
    actor, on = actor_in(request), clock.today()
    frame = request_frame(request, pk, SECTION)
    row: Request = frame["row"]
    items = list(row.items.all())
    context = frame | {
        "items": reads_deciding.decided(items, row), "may_decide": reads_deciding.may_decide(row),
        "may_write": actor.may(HANDLE_REQUESTS, row.agency.code),
        "leading": reads_deciding.leading(items, on), "papers": reads_papers.of_request(actor, pk),
        "kinds": [KindShown(one.code, name_of(one)) for one in reads_papers.draftable(actor, row)],
    }  # fmt: skip
    return render(request, "desk/requests/papers.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Only what cannot be derived is asked; then the whole paper is shown."""
    actor = actor_in(request)
    frame = request_frame(request, pk, SECTION)
    row: Request = frame["row"]
    handles(actor, row.agency.code, gettext("拟写文书"))
    form = reads_papers.form(row, kind)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            made = _made(request, row, form)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已拟好草稿，请核对全文。"))
            return redirect("desk:paper", made.pk)
    values = blanks.read(form.blanks, request.POST)
    context = frame | {
        "name": name_of(form), "fields": blanks.shown(form.blanks, values), "refused": refused, "kind": kind,
        "parties": reads_papers.parties(actor, row, form), "mends": request.GET.get("mends", ""),
        "subcase": request.POST.get("subcase") or request.GET.get("subcase", ""),
    }  # fmt: skip
    return render(request, "desk/requests/paper_new.html", context, status=_status(refused))


@require_safe
@staff_page
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, for going out, and for service."""
    actor = actor_in(request)
    if not sight.codes(actor):
        raise PermissionDenied
    unit = standing.unit(request)
    context = {
        "may_set": actor.may(SET_PAPERS, unit.code),
        "waiting": reads_papers.waiting(actor, person_in(request)),
        "to_issue": reads_papers.to_issue(actor)[:200], "to_serve": list(reads_papers.to_serve(actor)[:200]),
    }  # fmt: skip
    return render(request, "desk/requests/papers_waiting.html", context)


def _made(request: HttpRequest, row: Request, form: PaperForm) -> Paper:
    given = request.POST
    return draft_paper(
        row.pk, form.code, blanks.read(form.blanks, given), subcase_id=_whole(given.get("subcase", "")),
        mends=_whole(given.get("mends", "")), seen=_whole(given.get("seen", "")), actor=actor_in(request),
        now=clock.now(),
    )  # fmt: skip


def _whole(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
