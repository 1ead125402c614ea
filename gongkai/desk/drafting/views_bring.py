"""A new draft from a Word file: what the file says is taken over, and the person checks it before anything else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.drafting.attachments import clean_name
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock, files
from gongkai.kit.action import Refused, require
from gongkai.records.actions.create_record import create_record
from gongkai.records.said import Said
from gongkai.records.text.word import from_docx
from gongkai.units.powers import DRAFT


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def bring(request: HttpRequest) -> HttpResponse:
    """The page for choosing a file; sending one makes a draft and opens it for checking."""
    agency, actor = standing.unit(request), actor_in(request)
    require(actor, DRAFT, agency.code, gettext("起草信息"))
    if request.method != "POST":
        return _page(request)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, gettext("没有选择文件。先选择一个 .docx 文件，再导入。"))
    if (upload.size or 0) > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        words = gettext("文件超过 %(limit)d MB，没有导入。删去图片后再试。")
        return _page(request, words % {"limit": settings.UPLOAD_LIMIT_MB})
    data = upload.read()
    name = clean_name(upload.name or "")
    try:
        found = from_docx(data, clock.today())
        given: dict[str, Any] = {
            "title": found.title or name.rpartition(".")[0] or name,
            "doc_number": found.doc_number,
            "formed_on": found.formed_on,
            "body": found.html,
        }
        if "keep" in request.POST:
            given["files"] = [{"name": name, "digest": files.keep(data), "size": len(data)}]
        record = create_record(agency=agency, said=Said.from_json(given), actor=actor, now=clock.now())
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _page(request, refusal.sentence)
    messages.success(request, gettext("已导入为草稿。"))
    warnings = [gettext("标题、文号、成文日期和正文由文件识别得出，对照原件核对后再提交审核。"), *found.warnings]
    messages.warning(request, "".join(warnings))
    return redirect("desk:edit", record.pk)


def _page(request: HttpRequest, fault: str = "") -> HttpResponse:
    context = {"faults": [{"id": "file", "words": fault}] if fault else [], "upload_limit": settings.UPLOAD_LIMIT_MB}
    return render(request, "desk/drafting/bring.html", context, status=422 if fault else 200)
