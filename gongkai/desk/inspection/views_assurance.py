"""The content assurance list: how each column stands, and the versions of the list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.inspection.forms import EditionForm
from gongkai.desk.people.asking import Question, ask
from gongkai.inspection import reads_assurance as reads
from gongkai.inspection.actions.confirm_assurance_list import confirm_assurance_list
from gongkai.inspection.actions.open_assurance_list import open_assurance_list
from gongkai.inspection.columns import labels
from gongkai.inspection.models import AssuranceList
from gongkai.kit import clock
from gongkai.law.inspection import column_kinds
from gongkai.units import reads as units_reads
from gongkai.units.powers import SET_ASSURANCE

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff_page
def assurance(request: HttpRequest) -> HttpResponse:
    """Every column that concerns the asker, the worst first."""
    actor, on = actor_in(request), clock.today()
    unit, state = request.GET.get("unit", ""), request.GET.get("state", "")
    lines = reads.lines(actor, on, unit=unit)
    counts = reads.tally(lines)
    shown = [one for one in lines if not state or one.standing.state == state]
    context = {
        "heads": reads.heads(actor, on), "units": reads.units_of(actor, on), "unit": unit, "state": state,
        "states": [(code, reads.STATE_WORDS[code], number) for code, number in counts.items()],
        "whole": len(lines), "page": Paginator(shown, PAGE).get_page(request.GET.get("page")), "on": on,
    }  # fmt: skip
    return render(request, "desk/inspection/assurance.html", context)


@require_POST
@staff_page
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a version."""
    agency = units_reads.agency(actor_in(request), code)
    if agency is None:
        raise Http404
    made = open_assurance_list(agency=agency, actor=actor_in(request), now=clock.now())
    return redirect("desk:assurance-list", made.pk)


@require_safe
@staff_page
def version(request: HttpRequest, list_id: int) -> HttpResponse:
    """One version with its rows, and the steps open to the asker."""
    row, actor, on = seen(request, list_id), actor_in(request), clock.today()
    columns, kinds = labels(on), {one.code: one.label for one in column_kinds(on)}
    names = {one.code: one.short for one in units_reads.agencies(actor)}
    page = Paginator(reads.rows(actor, row), PAGE).get_page(request.GET.get("page"))
    lines = [
        (one, columns.get(one.column, one.column), names.get(one.unit_code, ""), kinds.get(one.kind, one.kind))
        for one in page
    ]
    context = {
        "row": row, "page": page, "lines": lines, "versions": reads.versions(actor, row),
        "may_edit": may_edit(request, row),
    }  # fmt: skip
    return render(request, "desk/inspection/list.html", context)


@require_safe
@staff_page
def download(request: HttpRequest, list_id: int) -> HttpResponse:
    """The version as a sheet that can be imported again."""
    name, data = reads.file(actor_in(request), seen(request, list_id), clock.today())
    response = HttpResponse(data, content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@staff_page
def confirm(request: HttpRequest, list_id: int) -> HttpResponse:
    """Put it in force."""
    row = editable(request, list_id)

    def do(given: dict[str, Any]) -> str:
        confirm_assurance_list(row.pk, given["edition"], actor=actor_in(request), now=clock.now())
        return gettext("清单已确认，今天起执行。")

    count = reads.rows(actor_in(request), row).count()
    words = gettext("共 %(count)s 个栏目。确认后替换执行中的清单，各栏目今天起按新的间隔计时。") % {"count": count}
    form = EditionForm(request.POST or None, initial={"edition": row.edition})
    return ask(request, form, question(row, gettext("确认清单"), gettext("确认"), words), do)


def seen(request: HttpRequest, list_id: int) -> AssuranceList:
    """The version, or 404 where there is none for the asker."""
    row = reads.assurance_list(actor_in(request), list_id, clock.today())
    if row is None:
        raise Http404
    return row


def may_edit(request: HttpRequest, row: AssuranceList) -> bool:
    """Whether it is a draft of the asker's own office."""
    return row.state == AssuranceList.State.DRAFT and actor_in(request).may(SET_ASSURANCE, row.agency.code)


def editable(request: HttpRequest, list_id: int) -> AssuranceList:
    """The version, or 404 unless the asker may change it."""
    row = seen(request, list_id)
    if not may_edit(request, row):
        raise Http404
    return row


def question(row: AssuranceList, title: str, verb: str, words: str = "") -> Question:
    """What stands around a form about that version."""
    back = reverse("desk:assurance-list", args=(row.pk,))
    name = gettext("%(unit)s内容保障清单（第%(version)s版）") % {"unit": row.agency.short, "version": row.version}
    return Question(f"{title}：{name}", verb, back, name, words=words)
