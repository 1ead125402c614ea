"""Importing an older ledger: upload, columns, preview with every fault, confirmation, progress, result."""

from __future__ import annotations

import tempfile
from pathlib import PurePath
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.ledger.staying import stayed_words
from gongkai.kit import clock, importing
from gongkai.kit.action import Refused
from gongkai.records import reads_imports
from gongkai.records.actions.cancel_import import cancel_import
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.start_import import start_import
from gongkai.records.importing_values import DRAFT, HISTORY
from gongkai.records.importing_words import words
from gongkai.records.ledger_file import write_problems
from gongkai.records.reads_imports import Standing
from gongkai.units.powers import IMPORT

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 20
# A file this short is checked while its uploader waits; a longer one is the worker's.
AT_ONCE = 2


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def imports(request: HttpRequest) -> HttpResponse:
    """The imports so far, and the form that uploads another."""
    actor, unit = actor_in(request), standing.unit(request)
    fault = ""
    if request.method == "POST":
        try:
            return _upload(request)
        except Refused as refusal:
            if refusal.code == "not-allowed":
                raise
            fault = refusal.sentence
    page = Paginator(reads_imports.imports(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [reads_imports.standing(batch) for batch in page],
        "unit": unit,
        "may": actor.may(IMPORT, unit.code),
        "fault": fault,
        "way": request.POST.get("way", HISTORY),
        "ways": _ways(),
        "limit": settings.UPLOAD_LIMIT_MB,
        "heads": "、".join(one.label for one in words().fields),
    }
    return render(request, "desk/ledger/imports.html", context, status=422 if fault else 200)


def _ways() -> list[tuple[str, str, str]]:
    return [
        (
            HISTORY,
            gettext("历史台账"),
            gettext("早已办结、在别处公开过的信息。登记入账、沿用原索引号，不会在本平台公开。"),
        ),
        (DRAFT, gettext("草稿"), gettext("还要在本平台审核、发布的信息。导入后逐件补齐内容，再提交审核。")),
    ]


def _upload(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused("import-empty", gettext("没有选择文件，未上传。选择 .xlsx 或 .csv 文件后再上传。"))
    if upload.size and upload.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        said = gettext("文件超过 %(limit)s MB，未上传。分成几个文件导入。") % {"limit": settings.UPLOAD_LIMIT_MB}
        raise Refused("import-large", said)
    batch = start_import(
        agency=standing.unit(request),
        name=PurePath(upload.name or "").name,
        data=upload.read(),
        way=request.POST.get("way", ""),
        actor=actor_in(request),
        now=clock.now(),
    )
    return redirect("desk:import", batch.pk)


def found_for(request: HttpRequest, batch_id: int) -> Standing:
    """The import as the person may see it. Raises Http404."""
    found = reads_imports.import_of(actor_in(request), batch_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def one_import(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One import at whatever stage it is; sending the form chooses its columns."""
    found = found_for(request, batch_id)
    if request.method == "POST":
        _choose(request, found)
        importing.check_some(batch_id, AT_ONCE)
        return redirect("desk:import", batch_id)
    actor, on = actor_in(request), clock.today()
    show = request.GET.get("show", "bad" if found.bad or found.failed else "all")
    rows = reads_imports.rows(actor, found.batch, bad=show == "bad")
    listed = found.stage not in ("mapping", "checking")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page")) if listed else None
    options = found.batch.options
    context = {
        "found": found,
        "batch": found.batch,
        "heads": options.get("words", []),
        "samples": options.get("samples", []),
        "way": dict((code, label) for code, label, _ in _ways()).get(options.get("way", ""), ""),
        "fields": _fields(found),
        "shown_fields": [one for one in _fields(found) if one["at"] is not None][:7],
        "unknown": reads_imports.unknown(actor, found.batch, on) if found.stage == "checked" else [],
        "page": page,
        "rows": [_row(row, found) for row in page] if page else [],
        "show": show,
        "stayed": stayed_words(found),
    }
    return render(request, "desk/ledger/import.html", context)


def _fields(found: Standing) -> list[dict[str, object]]:
    columns = found.batch.options.get("columns", {})
    way = found.batch.options.get("way", "")
    return [
        {"code": one.code, "label": one.label, "at": columns.get(one.code), "required": way in one.required}
        for one in words().fields
    ]


def _row(row: object, found: Standing) -> dict[str, object]:
    cells = row.values["cells"]  # type: ignore[attr-defined]
    shown = [one["at"] for one in _fields(found) if one["at"] is not None][:7]
    return {
        "row": row,
        "cells": [cells[at] if isinstance(at, int) and at < len(cells) else "" for at in shown],
    }


def _choose(request: HttpRequest, found: Standing) -> None:
    columns = {}
    for one in words().fields:
        at = request.POST.get(f"column-{one.code}", "")
        if at.isascii() and at.isdigit() and len(at) < 5:
            columns[one.code] = int(at)
    if not any(name.startswith("column-") for name in request.POST):
        columns = dict(found.batch.options.get("columns", {}))
    mapped: dict[str, dict[str, str]] = {
        name: dict(pairs) for name, pairs in found.batch.options.get("mapped", {}).items()
    }
    for number, (name, word, _count) in enumerate(found.batch.options.get("unknown", [])):
        if code := request.POST.get(f"word-{number}", ""):
            mapped.setdefault(name, {})[word] = code
    choose_columns(found.batch.pk, columns, mapped, actor=actor_in(request), now=clock.now())


@require_safe
@staff_page
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The progress alone, asked for every other second while the worker is at it; then the whole page anew."""
    found = found_for(request, batch_id)
    response = render(request, "desk/ledger/import_progress.html", {"found": found, "batch": found.batch})
    if not found.moving:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@staff_page
def confirm(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm the import of the good rows."""
    found_for(request, batch_id)
    confirm_import(batch_id, actor=actor_in(request), now=clock.now())
    return redirect("desk:import", batch_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def cancel(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Cancel or stop an import, after asking."""
    found = found_for(request, batch_id)
    if request.method == "POST":
        cancel_import(batch_id, actor=actor_in(request), now=clock.now())
        messages.success(request, gettext("已取消导入《%(name)s》") % {"name": found.batch.file_name})
        return redirect("desk:imports")
    return render(request, "desk/ledger/import_cancel.html", {"found": found, "batch": found.batch})


@require_safe
@staff_page
def bad_rows(request: HttpRequest, batch_id: int) -> HttpResponseBase:
    """The rows that were not imported, with their faults, as an Excel file to mend and upload again."""
    found = found_for(request, batch_id)
    # The file's owner is the response, which closes and so removes it once it is sent.
    out = tempfile.TemporaryFile()
    write_problems(out, found.batch.options["words"], reads_imports.bad_lines(actor_in(request), found.batch))
    out.seek(0)
    response = FileResponse(out, content_type=SHEET)
    name = gettext("有误的行（%(name)s）.xlsx") % {"name": PurePath(found.batch.file_name).stem}
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
