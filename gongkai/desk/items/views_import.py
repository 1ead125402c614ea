"""Importing a catalogue from a sheet: the empty form, the upload, the preview with problems at cells."""

from __future__ import annotations

from pathlib import PurePath

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.columns import items_reads as reads
from gongkai.columns.actions.confirm_items_import import confirm_items_import
from gongkai.columns.actions.start_items_import import start_items_import
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.items.views import EXCEL, PAGE, seen
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.models import ImportBatch
from gongkai.law.items import item_columns

MEGABYTE = 1024 * 1024


@require_http_methods(["GET", "POST"])
@staff_page
def upload(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """Upload a sheet; nothing is changed before its preview is confirmed."""
    actor, today = actor_in(request), clock.today()
    row = seen(request, catalogue_id)
    if not reads.may(actor, row, today).edit:
        raise Http404
    fault = ""
    if request.method == "POST":
        try:
            return redirect("desk:items-import-preview", _taken(request, row.pk, row.edition).pk)
        except Refused as refusal:
            fault = refusal.sentence
    context = {
        "row": row, "fault": fault, "limit": settings.UPLOAD_LIMIT_MB,
        "heads": [one.label for one in item_columns(today)], "count": reads.items(actor, row).count(),
    }  # fmt: skip
    return render(request, "desk/items/import.html", context, status=422 if fault else 200)


@require_GET
@staff_page
def blank(request: HttpRequest, catalogue_id: int) -> HttpResponse:
    """The empty form."""
    data = reads.blank(actor_in(request), seen(request, catalogue_id), clock.today())
    response = HttpResponse(data, content_type=EXCEL)
    name = gettext("主动公开事项目录模板.xlsx")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@require_http_methods(["GET", "POST"])
@staff_page
def preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Every row with its problems; sending the form puts the sheet in the place of all items."""
    actor = actor_in(request)
    batch = reads.batch(actor, batch_id)
    if batch is None:
        raise Http404
    row = seen(request, int(batch.options["catalogue"]))
    if request.method == "POST":
        made = confirm_items_import(batch.pk, actor=actor, now=clock.now())
        messages.success(request, gettext("已导入 %(count)s 个事项。") % {"count": batch.total})
        return redirect("desk:items-catalogue", made.pk)
    bad = request.GET.get("show") == "bad"
    page = Paginator(reads.batch_rows(actor, batch, bad=bad), PAGE).get_page(request.GET.get("page"))
    labels = {one.code: one.label for one in item_columns(clock.today())}
    context = {
        "batch": batch, "row": row, "page": page, "bad": bad, "wrong": batch.total - batch.good,
        "waiting": batch.state == ImportBatch.State.PREVIEW,
        "columns": [labels[code] for code in labels if code in batch.options["columns"]],
    }  # fmt: skip
    return render(request, "desk/items/preview.html", context)


def _taken(request: HttpRequest, catalogue_id: int, edition: int) -> ImportBatch:
    file = request.FILES.get("file")
    if file is None:
        raise Refused("import-empty", gettext("没有选择文件，未上传。选择填好的 .xlsx 文件后再上传。"))
    if file.size and file.size > settings.UPLOAD_LIMIT_MB * MEGABYTE:
        said = gettext("文件超过 %(limit)s MB，未上传。请删去与目录无关的工作表。") % {
            "limit": settings.UPLOAD_LIMIT_MB
        }
        raise Refused("import-large", said)
    return start_items_import(
        catalogue_id, edition, name=PurePath(file.name or "").name, data=file.read(), actor=actor_in(request),
        now=clock.now(),
    )  # fmt: skip
