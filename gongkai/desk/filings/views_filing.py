"""One filing: its tables to be typed, what is wrong beside them, and every act upon it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.annual.render.excel import to_excel
from gongkai.desk.audit.words import word_for
from gongkai.desk.filings import grid
from gongkai.desk.filings.doing import DONE, do
from gongkai.desk.filings.forms import ErratumForm, ExplainForm, ReasonForm, ReturnForm, UploadForm
from gongkai.desk.filings.receiving import receives
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.statistics import reads_filings
from gongkai.statistics.actions.export_filings import export_filings
from gongkai.statistics.filing_report import report_of
from gongkai.statistics.models import Filing
from gongkai.units.powers import FILE_STATISTICS

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WITHOUT = ("not-allowed", "no-filing")
State = Filing.State


@require_http_methods(["GET", "POST"])
@staff_page
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """The filing; on POST `do` says what is done. What was typed stays on the page when it could not be saved."""
    actor, on = actor_in(request), clock.today()
    found = reads_filings.page(actor, pk, on)
    if request.method != "POST":
        return _page(request, found)
    code = request.POST.get("do", "")
    if code not in DONE:
        raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从报表页面办理。"))
    form = _form(request, found, code)
    if form is not None and not form.is_valid():
        return _page(request, found, 422, code, form)
    try:
        said = do(code, found, request.POST, form, actor, clock.now())
    except Refused as refusal:
        if refusal.code in WITHOUT:
            raise
        return _page(request, reads_filings.page(actor, pk, on), 409, code, form, refusal)
    messages.success(request, said)
    return redirect("desk:filing", pk)


@require_POST
@staff_page
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The filing as a workbook that can be read in again."""
    actor = actor_in(request)
    row = reads_filings.seen(actor, pk, clock.today())
    data = to_excel(report_of(row))
    export_filings(row.agency.code, f"filing {row.pk}", 1, actor=actor, now=clock.now())
    response = HttpResponse(data, content_type=SHEET)
    name = f"{row.agency.short}{row.year}-{row.number}.xlsx" if row.number else f"{row.agency.short}{row.year}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_safe
@staff_page
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that was imported."""
    actor = actor_in(request)
    row = reads_filings.seen(actor, pk, clock.today())
    data = reads_filings.file_of(actor, row)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _form(request: HttpRequest, found: reads_filings.FilingPage, code: str) -> Any:
    if code == "upload":
        return UploadForm(request.POST, request.FILES)
    if code == "return":
        return ReturnForm(request.POST, form=found.form)
    if code == "erratum":
        return ErratumForm(request.POST, form=found.form)
    if code == "explain":
        asked = request.POST.get("relation", "")
        for number, one in enumerate(found.judged.differences, start=1):
            if one.finding.relation == asked:
                return ExplainForm(request.POST, reasons=one.reasons, number=number)
        raise Refused("no-difference", gettext("这一处现在没有需要说明的差额，没有保存。请刷新后再看。"))
    return None


def _page(
    request: HttpRequest, found: reads_filings.FilingPage, status: int = 200, code: str = "", form: Any = None,
    refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    actor, row = actor_in(request), found.filing
    typed = _typed(request.POST) if code == "save" else {}
    moved = reads_filings.moved(actor, row) if row.state in (State.DRAFT, State.RETURNED, State.LOCKED) else []
    relation = request.POST.get("relation", "")
    explains = [
        (
            one,
            form if code == "explain" and form is not None and one.finding.relation == relation
            else ExplainForm(reasons=one.reasons, number=number),
        )
        for number, one in enumerate(found.judged.differences, start=1)
    ]  # fmt: skip
    labels = {reason.code: reason.label for one in found.judged.differences for reason in one.reasons}
    marked = {f"cell{at}": cell for at, cell in enumerate(request.GET.getlist("mark")[:3], start=1)}
    erring = actor.may(FILE_STATISTICS, row.agency.code) and row.state == State.LOCKED
    context = {
        "found": found, "row": row, "tables": grid.tables(found, typed, moved), "moved": moved, "refused": refusal,
        "findings": [(number, one) for number, one in grid.numbered(found)],
        "mends": [(found.form.cells[one.cell].label, one) for one in found.judged.mends],
        "kept": [one for one in row.findings if str(one["code"]).startswith("sum-")],
        "explains": explains, "said": [(labels.get(one.reason, one.reason), one) for one in found.explanations],
        "marks": [(found.form.cells[one.cell].label, one) for one in found.marks],
        "errata": [(found.form.cells[one.cell].label, one) for one in found.errata], "erring": erring,
        "moved_labels": [(found.form.cells[one.cell].label, one) for one in moved],
        "upload": form if code == "upload" and form is not None else UploadForm(),
        "returning": form if code == "return" and form is not None else ReturnForm(form=found.form, initial=marked),
        "erratum": form if code == "erratum" and form is not None else ErratumForm(form=found.form),
        "renew": ReasonForm(request.POST if code == "sum" else None, prefix_id="sum"),
        "reason": request.POST.get("reason", "") if code == "save" else "", "code": code, "marking": bool(marked),
        "events": [(word_for(one.act), one) for one in reads_filings.history(actor, row)],
        "heirs": reads_filings.other_units(found.span, row.agency), "on": clock.today(),
        "sent": row.state != State.DRAFT, "receives": receives(actor, row),
        "faulty": [words for some in form.errors.values() for words in some] if form is not None else [],
    }  # fmt: skip
    return render(request, "desk/filings/filing.html", context, status=status)


def _typed(given: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(grid.FIELD): given[name] for name in given if name.startswith(grid.FIELD)}
