"""Figures from other registers: the list, one of them, a new one, and many from a file."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.measures.forms import ImportForm, TallyForm, VoidForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.importing import RowProblem
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.law.measures import tally_kind, tally_kinds
from gongkai.statistics import reads_measures
from gongkai.statistics.actions.enter_tally import enter_tally
from gongkai.statistics.actions.import_tallies import RowsRefused, import_tallies
from gongkai.statistics.actions.void_tally import void_tally
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.measuring_sheet import blank
from gongkai.statistics.models import Tally
from gongkai.units.models import Agency
from gongkai.units.powers import FILE_STATISTICS

A_PAGE = 50
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def tallies(request: HttpRequest) -> HttpResponse:
    """What was registered, filtered; on POST a figure is registered."""
    actor, on = actor_in(request), clock.today()
    units = _units(actor)
    here = standing.unit(request)
    form = TallyForm(
        request.POST or None, request.FILES or None, units=units,
        initial={"unit": here.code if here in units else units[0].code},
    )  # fmt: skip
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data["proof"]
            try:
                made = enter_tally(
                    form.cleaned_data["unit"], form.figure(), proof=(given.name, given.read()) if given else None,
                    actor=actor, now=clock.now(),
                )  # fmt: skip
            except Refused as refusal:
                refused = refusal
            else:
                words = gettext("已登记：%(kind)s %(quantity)s%(unit)s。")
                kind = tally_kind(made.kind)
                said = {"kind": kind.title, "quantity": plain(tidy(made.quantity)), "unit": kind.unit}
                messages.success(request, words % said)
                return redirect("desk:tallies")
    asked = {"kind": request.GET.get("kind", ""), "year": request.GET.get("year", "")}
    year = int(asked["year"]) if asked["year"].isdecimal() and len(asked["year"]) == 4 else 0
    voided = request.GET.get("voided") == "1"
    rows = reads_measures.tallies(actor, kind=asked["kind"], year=year or None, voided=voided)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "form": form, "refused": refused, "page": page, "lines": [_line(row) for row in page], "asked": asked,
        "voided": voided, "kinds": tally_kinds().values(), "years": range(on.year, on.year - 10, -1),
        "filtered": bool(asked["kind"] or year or voided),
    }  # fmt: skip
    return render(request, "desk/measures/tallies.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def tally(request: HttpRequest, pk: int) -> HttpResponse:
    """One registered figure; on POST it is voided."""
    actor = actor_in(request)
    row = _seen(actor, pk)
    form = VoidForm(request.POST or None)
    refused, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                void_tally(pk, form.cleaned_data["reason"], actor=actor, now=clock.now())
            except Refused as refusal:
                if refusal.code == "no-tally":
                    raise Http404 from refusal
                refused = refusal
            else:
                messages.success(request, gettext("已作废。需要时请重新登记正确的数字。"))
                return redirect("desk:tally", pk)
    context = {
        "line": _line(row), "row": row, "form": form, "refused": refused,
        "files": actor.may(FILE_STATISTICS, row.agency.code),
    }  # fmt: skip
    return render(request, "desk/measures/tally.html", context, status=status)


@require_safe
@staff_page
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file it was taken from, always as a download."""
    row = _seen(actor_in(request), pk)
    if not row.proof:
        raise Http404
    response = HttpResponse(take_private(row.proof), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, row.proof_name) or "attachment"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def bring(request: HttpRequest) -> HttpResponse:
    """Many from a file: all of them, or the list of what is wrong in which cell."""
    actor = actor_in(request)
    _units(actor)
    form = ImportForm(request.POST or None, request.FILES or None)
    refused: Refused | None = None
    problems: tuple[RowProblem, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = import_tallies(form.cleaned_data["file"].read(), actor=actor, now=clock.now())
            except RowsRefused as refusal:
                refused, problems = refusal, refusal.problems
            except Refused as refusal:
                refused = refusal
            else:
                messages.success(request, gettext("已导入 %(count)s 条登记数。") % {"count": len(made)})
                return redirect("desk:tallies")
    context = {"form": form, "refused": refused, "problems": problems}
    return render(request, "desk/measures/import.html", context, status=status)


@require_safe
@staff_page
def blank_form(request: HttpRequest) -> HttpResponse:
    """The empty sheet with the kinds that may be registered."""
    _units(actor_in(request))
    response = HttpResponse(blank(), content_type=SHEET)
    name = gettext("登记数导入表") + ".xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _units(actor: Actor) -> list[Agency]:
    """The units for which the asker files. Raises Refused "not-allowed"."""
    units = reads_measures.filing_units(actor)
    if not units:
        raise Refused("not-allowed", gettext("你的职责不包括登记统计数。需要时由安全管理员授予统计员职责。"))
    return units


def _seen(actor: Actor, pk: int) -> Tally:
    try:
        return reads_measures.tally(actor, pk)
    except Refused as refusal:
        raise Http404 from refusal


def _line(row: Tally) -> dict[str, object]:
    kind = tally_kind(row.kind)
    return {"row": row, "title": kind.title, "unit": kind.unit, "quantity": plain(tidy(row.quantity))}
