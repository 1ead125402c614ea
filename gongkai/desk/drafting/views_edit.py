"""Drafting: a new record, changing one, keeping what is typed, two people at one record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.drafting import writing
from gongkai.desk.drafting.attachments import ACCEPTED
from gongkai.desk.drafting.marks import mark_context
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.reviewing.changed import shown
from gongkai.desk.reviewing.words import wording
from gongkai.kit import clock
from gongkai.kit.action import Refused, require
from gongkai.records import reads
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.comparing import compare
from gongkai.records.decide import CHANGEABLE, decide_state
from gongkai.records.models import Record
from gongkai.records.text.cleaning import clean_html
from gongkai.records.unsaved import drop_unsaved, keep_unsaved, unsaved
from gongkai.records.writing import current
from gongkai.units.models import Agency
from gongkai.units.powers import DRAFT

EDITOR = {
    "toolbar": _("正文格式"), "h2": _("标题"), "h3": _("小标题"), "bold": _("加粗"), "sup": _("上标"), "sub": _("下标"),
    "ol": _("编号"), "ul": _("列点"), "link": _("链接"), "table": _("插入表格"), "row": _("加行"), "column": _("加列"),
    "norow": _("删行"), "nocolumn": _("删列"), "merge": _("合并或拆分"), "notable": _("删除表格"), "undo": _("撤销"),
    "redo": _("重做"), "address": _("链接网址，以 https:// 开头"), "set": _("设为链接"), "unset": _("取消链接"),
}  # fmt: skip
NOT_KEPT = {"csrfmiddlewaretoken", "do", "edition", "attach"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """A new record of the unit one works in."""
    agency = standing.unit(request)
    require(actor_in(request), DRAFT, agency.code, gettext("起草信息"))
    return _answer(request, agency, None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def edit(request: HttpRequest, record_id: int) -> HttpResponse:
    """Change what a record states."""
    record = reads.open_record(actor_in(request), record_id, clock.now())
    if record is None:
        raise Http404
    require(actor_in(request), DRAFT, record.agency.code, gettext("修改信息"))
    barrier = decide_state(record.state, record.get_state_display(), CHANGEABLE, gettext("修改"))
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    return _answer(request, record.agency, record)


@require_POST
@staff_page
def keep(request: HttpRequest, record_id: int = 0) -> HttpResponse:
    """Keep what stands in the form, or throw away what was kept; answers the time for the line beside the buttons."""
    now, actor = clock.now(), actor_in(request)
    record = reads.record(actor, record_id) if record_id else None
    if record_id and record is None:
        raise Http404
    agency = record.agency if record else standing.unit(request)
    if "drop" in request.POST:
        drop_unsaved(agency, record, actor=actor, now=now)
        return redirect("desk:edit", record.pk) if record else redirect("desk:new")
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_KEPT}
    edition = request.POST.get("edition", "")
    kept = keep_unsaved(
        agency,
        record,
        int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 9 else 0,
        typed,
        actor=actor,
        now=now,
    )
    return JsonResponse({"at": kept.at.astimezone(clock.BEIJING).strftime("%H:%M")})


@require_POST
@staff_page
def clean(request: HttpRequest) -> HttpResponse:
    """Pasted markup in the form in which it would be kept; nothing is stored."""
    return JsonResponse({"html": clean_html(request.POST.get("html", ""))})


def _answer(request: HttpRequest, agency: Agency, record: Record | None) -> HttpResponse:
    now = clock.now()
    if request.method != "POST":
        return _page(request, _first(request, agency, record, now), kept=_kept(request, agency, record))
    sheet = writing.sent(request, agency, record, now)
    try:
        saved = writing.save(request, sheet, now)
    except Refused as refusal:
        if refusal.code != writing.CHANGED or record is None:
            raise
        return _clash(request, sheet, record, refusal.sentence)
    if saved is None:
        return _page(request, sheet, status=422)
    if request.POST.get("do") == "submit":
        return _submit(request, saved, now)
    messages.success(request, gettext("已保存为草稿。"))
    return redirect("desk:record", saved.pk)


def _first(request: HttpRequest, agency: Agency, record: Record | None, now: datetime) -> writing.Sheet:
    kept = unsaved(actor_in(request), agency, record)
    if kept is not None and "restore" in request.GET:
        return writing.restored(request, kept, record, now)
    return writing.opened(request, record, now) if record else writing.blank(request, agency, now)


def _kept(request: HttpRequest, agency: Agency, record: Record | None) -> Any:
    return None if "restore" in request.GET else unsaved(actor_in(request), agency, record)


def _submit(request: HttpRequest, record: Record, now: datetime) -> HttpResponse:
    """Saved already; where it cannot go on its way the record's page says what it lacks."""
    try:
        submit_record(record.pk, record.edition, actor=actor_in(request), now=now)
    except Refused as refusal:
        messages.success(request, gettext("已保存为草稿。"))
        messages.error(request, gettext("没有提交审核。%(why)s") % {"why": refusal.sentence})
    else:
        messages.success(request, gettext("已提交审核。"))
    return redirect("desk:record", record.pk)


def _clash(request: HttpRequest, sheet: writing.Sheet, record: Record, sentence: str) -> HttpResponse:
    """Both texts side by side; saving again puts the person's own in place of the other's, which stays as a version."""
    theirs = current(record)
    mine = writing.stated(request, sheet).to_json()
    words = wording(actor_in(request), clock.today(), str(mine["ground"]))
    changes = shown(compare(theirs.said, mine, words))
    sheet.edition = record.edition
    clash = {"sentence": sentence, "theirs": theirs, "changes": changes}
    return _page(request, sheet, status=409, clash=clash)


def _page(
    request: HttpRequest, sheet: writing.Sheet, *, status: int = 200, kept: Any = None, clash: Any = None
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "form": sheet.form,
        "record": sheet.record,
        "faults": sheet.faults,
        "file_faults": [one.words for one in sheet.faults if one.id == "files"],
        "kept": kept,
        "clash": clash,
        "accepted": ACCEPTED,
        "upload_limit": settings.UPLOAD_LIMIT_MB,
        **mark_context(sheet.form),
        "editor_words": {name: str(words) for name, words in EDITOR.items()},
        "public": sheet.record is not None and sheet.record.published_at is not None,
    }
    return render(request, "desk/drafting/edit.html", context, status=status)
