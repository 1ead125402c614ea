"""The catalogues of items: all units' that concern the asker, one version with its form review, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.columns import items_reads as reads
from gongkai.columns.actions.accept_item_catalogue import accept_item_catalogue
from gongkai.columns.actions.open_item_catalogue import open_item_catalogue
from gongkai.columns.actions.publish_item_catalogue import publish_item_catalogue
from gongkai.columns.actions.return_item_catalogue import return_item_catalogue
from gongkai.columns.actions.submit_item_catalogue import submit_item_catalogue
from gongkai.columns.models import ItemCatalogue
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.items.forms import EditionForm, WordsForm
from gongkai.desk.people.asking import Question, ask
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.units import reads as units_reads

PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "mark-"


@require_GET
@staff_page
def units(request: HttpRequest) -> HttpResponse:
    """The units with their public version and the one being prepared."""
    lines = reads.lines(actor_in(request), clock.today())
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/items/units.html", {"page": page})


@require_POST
@staff_page
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a version."""
    agency = units_reads.agency(actor_in(request), code)
    if agency is None:
        raise Http404
    made = open_item_catalogue(agency=agency, actor=actor_in(request), now=clock.now())
    return redirect("desk:items-catalogue", made.pk)


@require_GET
@staff_page
def catalogue(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """One version: what the form review found, its items, and the steps open to the asker."""
    return _shown(request, seen(request, catalogue_id))


@require_GET
@staff_page
def download(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """The version as a sheet that can be imported again."""
    name, data = reads.file(actor_in(request), seen(request, catalogue_id), clock.today())
    response = HttpResponse(data, content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@staff_page
def submit(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """Hand it to the office."""
    row = seen(request, catalogue_id)

    def do(given: dict[str, Any]) -> str:
        submit_item_catalogue(row.pk, given["edition"], actor=actor_in(request), now=clock.now())
        return gettext("已送审。")

    grave, hints = reads.tally(reads.findings(actor_in(request), row, clock.today()))
    words = gettext("送审后由上级政府信息公开主管部门作形式审核，审核前不能再改。")
    if hints:
        words += gettext("另有 %(count)s 处提示，不影响送审。") % {"count": hints}
    if grave:
        words = gettext("还有 %(count)s 处必须改正，现在送审会被拒绝。") % {"count": grave} + words
    return _step(request, row, gettext("送审目录"), gettext("送审"), words, do)


@require_http_methods(["GET", "POST"])
@staff_page
def accept(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """The form is in order."""
    row = seen(request, catalogue_id)

    def do(given: dict[str, Any]) -> str:
        accept_item_catalogue(
            row.pk, given["edition"], given["words"], actor=actor_in(request), now=clock.now()
        )  # fmt: skip
        return gettext("审核通过，由该单位公布。")

    form = WordsForm(request.POST or None, initial={"edition": row.edition})
    return ask(request, form, _question(row, gettext("审核通过"), gettext("审核通过")), do)


@require_http_methods(["GET", "POST"])
@staff_page
def publish(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """Make it public."""
    row = seen(request, catalogue_id)

    def do(given: dict[str, Any]) -> str:
        publish_item_catalogue(row.pk, given["edition"], actor=actor_in(request), now=clock.now())
        return gettext("目录已公布。")

    words = gettext("公布后替换现行的目录；原目录留存。")
    return _step(request, row, gettext("公布目录"), gettext("公布"), words, do)


@require_POST
@staff_page
def send_back(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """Return it with marks at the rows of the page that was sent; marks already made on other pages stay."""
    row = seen(request, catalogue_id)
    actor = actor_in(request)
    marks = {one.key: one.mark for one in reads.items(actor, row) if one.mark}
    marks |= {name.removeprefix(MARK): str(request.POST[name]) for name in request.POST if name.startswith(MARK)}
    form = EditionForm(request.POST)
    edition = form.cleaned_data["edition"] if form.is_valid() else 0
    try:
        return_item_catalogue(row.pk, edition, request.POST.get("reason", ""), marks, actor=actor, now=clock.now())
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _shown(request, row, refusal.sentence, marks, request.POST.get("reason", ""))
    messages.success(request, gettext("已退回，意见标在各行。"))
    return redirect("desk:items-catalogue", row.pk)


def seen(request: HttpRequest, catalogue_id: int) -> ItemCatalogue:
    """The version, or 404 where there is none for the asker."""
    row = reads.catalogue(actor_in(request), catalogue_id, clock.today())
    if row is None:
        raise Http404
    return row


def _shown(
    request: HttpRequest, row: ItemCatalogue, refusal: str = "", marks: dict[str, str] | None = None, reason: str = ""
) -> HttpResponse:
    actor, today = actor_in(request), clock.today()
    found = reads.findings(actor, row, today)
    only = request.GET.get("show") == "findings"
    items = reads.items(actor, row)
    chosen = [one for one in items if one.key in found or one.mark] if only else items
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    grave, hints = reads.tally(found)
    context = {
        "row": row,
        "may": reads.may(actor, row, today),
        "page": page,
        "lines": [(one, found.get(one.key, ()), (marks or {}).get(one.key, one.mark)) for one in page],
        "only": only,
        "grave": grave,
        "hints": hints,
        "refusal": refusal,
        "reason": reason,
    }
    return render(request, "desk/items/catalogue.html", context, status=422 if refusal else 200)


def _step(
    request: HttpRequest, row: ItemCatalogue, title: str, verb: str, words: str, do: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    form = EditionForm(request.POST or None, initial={"edition": row.edition})
    return ask(request, form, _question(row, title, verb, words), do)


def _question(row: ItemCatalogue, title: str, verb: str, words: str = "") -> Question:
    back = reverse("desk:items-catalogue", args=(row.pk,))
    name = gettext("%(unit)s事项目录（第%(version)s版）") % {"unit": row.agency.short, "version": row.version}
    return Question(f"{title}：{name}", verb, back, name, words=words)
