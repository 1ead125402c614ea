"""The annual reports in the making: the list, and one report with all that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.compiling.forms import IssueForm, PassForm, ReturnForm, SeenForm
from gongkai.desk.compiling.shown import places, state_of
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests.paper_settings import settings_of
from gongkai.statistics import reads_compiling as reads
from gongkai.statistics import reads_held
from gongkai.statistics.actions.issue_report import issue_report
from gongkai.statistics.actions.pass_compilation import pass_compilation
from gongkai.statistics.actions.publish_compilation import publish_compilation
from gongkai.statistics.actions.recall_compilation import recall_compilation
from gongkai.statistics.actions.return_compilation import return_compilation
from gongkai.statistics.actions.start_compilation import start_compilation
from gongkai.statistics.actions.submit_compilation import submit_compilation
from gongkai.statistics.compiling_acting import READ_WITH
from gongkai.statistics.models import Compilation
from gongkai.statistics.reads_compiling import Page

WITHOUT = ("no-compilation",)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "draft": "application/pdf",
}
DONE = {
    "submit": _("已送审，等候审核。"), "pass": _("已通过。"), "return": _("已退回。"),
    "recall": _("已收回，可以修改。"), "issue": _("已印发，文号和文件已经固定。"),
    "publish": _("已公开，并随报表报送上级、列入送交两馆的下一期。"),
}  # fmt: skip


@require_safe
@staff_page
def compilations(request: HttpRequest) -> HttpResponse:
    """The reports of the asker's units, what could be begun, and years held against what was published."""
    actor = actor_in(request)
    if not any(act in READ_WITH for act, _code in actor.grants):
        raise Refused("not-allowed", gettext("你的职责不包括年度报告。需要时由安全管理员授予职责。"))
    lines = [(line, *state_of(line.row.state)) for line in reads.listed(actor)]
    context = {"lines": lines, "startable": reads.startable(actor), "held": reads_held.holdings(actor)}
    return render(request, "desk/compiling/compilations.html", context)


@require_POST
@staff_page
def start(request: HttpRequest) -> HttpResponse:
    """Begin the report of one unit and year."""
    actor = actor_in(request)
    year = request.POST.get("year", "")
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Refused("no-year", gettext("没有写明报告年度，未建立。请从年度报告页面开始。"))
    agency = reads.agency_of(actor, request.POST.get("agency", ""))
    row = start_compilation(agency, int(year), actor=actor, now=clock.now())
    messages.success(request, gettext("已按统计报表生成初稿。"))
    return redirect("desk:compilation-write", row.pk)


@require_http_methods(["GET", "POST"])
@staff_page
def compilation(request: HttpRequest, pk: int) -> HttpResponse:
    """One report; on POST `do` says what is done."""
    actor = actor_in(request)
    page = reads.page(actor, pk, clock.today())
    if request.method != "POST":
        return _shown(request, page)
    code = request.POST.get("do", "")
    form = _form(code, actor, page, request.POST)
    if form is None:
        raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从报告页面办理。"))
    if not form.is_valid():
        return _shown(request, page, 422, {code: form})
    try:
        _ACTS[code](page.row, form, actor, clock.now())
    except Refused as refusal:
        if refusal.code in WITHOUT:
            raise
        status = 403 if refusal.code == "not-allowed" else 409
        return _shown(request, reads.page(actor, pk, clock.today()), status, {code: form}, refusal)
    messages.success(request, str(DONE[code]))
    return redirect("desk:compilation", pk)


@require_safe
@staff_page
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The issued PDF or Word; `draft` sets the report as it stands now."""
    actor = actor_in(request)
    drafted = kind == "draft"
    name, data = reads.draft_pdf(actor, pk, clock.today()) if drafted else reads.file_of(actor, pk, kind)
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(kind == "docx", name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _submit(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    submit_compilation(row.pk, seen=form.cleaned_data["seen"], actor=actor, now=now)


def _pass(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    given = form.cleaned_data
    pass_compilation(row.pk, given["words"], seen=given["seen"], actor=actor, now=now)


def _return(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    return_compilation(row.pk, form.cleaned_data["words"], actor=actor, now=now)


def _recall(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    recall_compilation(row.pk, actor=actor, now=now)


def _issue(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    assert isinstance(form, IssueForm)
    issue_report(row.pk, form.said(), actor=actor, now=now)


def _publish(row: Compilation, form: django_forms.Form, actor: Actor, now: datetime) -> None:
    publish_compilation(row.pk, actor=actor, now=now)


_ACTS: dict[str, Callable[[Compilation, django_forms.Form, Actor, datetime], None]] = {
    "submit": _submit, "pass": _pass, "return": _return, "recall": _recall, "issue": _issue, "publish": _publish,
}  # fmt: skip


def _form(code: str, actor: Actor, page: Page, data: Any = None) -> django_forms.Form | None:
    seen = {"seen": page.composed.hash}
    if code == "issue":
        issuers = reads.issuers(actor, page.row.agency)
        return IssueForm(data, issuers=issuers, initial=_cover(page, issuers[0].code if issuers else ""))
    made: dict[str, type[django_forms.Form]] = {
        "submit": SeenForm, "pass": PassForm, "return": ReturnForm, "recall": django_forms.Form,
        "publish": django_forms.Form,
    }  # fmt: skip
    return made[code](data, initial=seen) if code in made else None


def _cover(page: Page, issuer: str) -> dict[str, Any]:
    """The cover as the last report of the unit had it."""
    agency = page.row.agency
    last = reads.last_issue(agency, page.row.year)
    known = last | {"addressees": "\n".join(last.get("addressees", [])), "copies": "\n".join(last.get("copies", []))}
    return {"kind": "notice", "issuer": issuer, "letters": last.get("prefix") or settings_of(agency).prefix} | known


def _open(page: Page) -> list[str]:
    """What can be done now by the person."""
    state = page.row.state
    acts = []
    if state in ("draft", "returned") and page.may_write:
        acts.append("submit")
    if state == "in_review" and page.may_judge:
        acts += ["pass", "return"]
    if state == "signed" and page.may_issue and not page.voided:
        acts.append("issue")
    if state == "issued" and page.may_issue:
        acts.append("publish")
    if state in ("in_review", "signed") and page.may_write:
        acts.append("recall")
    return acts


def _shown(
    request: HttpRequest, page: Page, status: int = 200, given: dict[str, django_forms.Form] | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    actor, given = actor_in(request), given or {}
    icon, tone = state_of(page.row.state)
    forms = {code: given.get(code) or _form(code, actor, page) for code in _open(page)} | given
    context = {
        "page": page, "row": page.row, "icon": icon, "tone": tone, "forms": forms, "refusal": refusal,
        "opened": set(given),
        "moved": [] if page.row.issued_on else reads.moved_facts(actor, page.row),
        "places": places(page.composed.places, page.checked, reads.tables(page.composed, clock.today())),
        "stopping": [one for one in page.checked.remarks if one.stops],
        "warnings": [one for one in page.checked.remarks if not one.stops],
        "title": page.composed.report.title,
        "issued": mark_safe(reads.issued_text(page.row)),  # made and escaped by annual.render.html
        "steps": [(step, number < page.row.position) for number, step in enumerate(page.row.chain)],
    }  # fmt: skip
    return render(request, "desk/compiling/compilation.html", context, status=status)
