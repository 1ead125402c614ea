"""The unit's own texts of documents, and what its papers print besides: looked at, edited, tried, put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.forms_templates import SettingsForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_templates
from gongkai.requests.actions.drop_paper_template import drop_paper_template
from gongkai.requests.actions.set_paper_settings import set_paper_settings
from gongkai.requests.actions.set_paper_template import set_paper_template

LONGEST = 8000


@require_safe
@staff_page
def templates(request: HttpRequest) -> HttpResponse:
    """Every document of today with its number and whose text is used; above it what the unit's papers still lack."""
    actor, agency, on = actor_in(request), standing.unit(request), clock.today()
    context = {
        "agency": agency, "lines": reads_templates.lines(actor, agency, on),
        "lacking": reads_templates.lacking(actor, agency, on),
    }  # fmt: skip
    return render(request, "desk/requests/templates.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """One text: edited, tried with a sample, saved as a new version, or put back to the standard."""
    actor, agency, now = actor_in(request), standing.unit(request), clock.now()
    on = now.date()
    shown = reads_templates.editing(actor, agency, kind, on)
    refused: Refused | None = None
    text = _start(request, shown)
    if request.method == "POST":
        seen = _number(request.POST.get("seen", ""))
        try:
            if request.POST.get("save"):
                set_paper_template(agency, kind, text, seen=seen, actor=actor, now=now)
                messages.success(request, gettext("已保存，此后拟写的这种文书用这份正文。已发出的不变。"))
                return redirect("desk:paper-template", kind)
            if request.POST.get("standard"):
                drop_paper_template(agency, kind, seen=seen, actor=actor, now=now)
                messages.success(request, gettext("已恢复标准文本。原来的各版留存，可以再取用。"))
                return redirect("desk:paper-template", kind)
        except Refused as refusal:
            refused = refusal
    sample, problems = reads_templates.look(actor, agency, kind, text, on)
    context = {
        "agency": agency, "shown": shown, "text": text, "sample": sample, "problems": problems, "refused": refused,
        "changed": text.split() != shown.text.split(),
    }  # fmt: skip
    return render(request, "desk/requests/template.html", context, status=_status(refused))


@require_safe
@staff_page
def sample(request: HttpRequest, kind: str) -> HttpResponse:
    """The document in use as it would be printed, with sample words."""
    data = reads_templates.sample_pdf(actor_in(request), standing.unit(request), kind, clock.today())
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="sample-{kind}.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
@staff_page
def settings(request: HttpRequest) -> HttpResponse:
    """The standing facts of the unit's papers."""
    actor, agency, now = actor_in(request), standing.unit(request), clock.now()
    row = reads_templates.settings(actor, agency)
    form = SettingsForm(row, agency.short, request.POST or None)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            set_paper_settings(agency, form.said(), seen=form.seen(), actor=actor, now=now)
        except Refused as refusal:
            refused = refusal
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, gettext("已保存，此后拟写的文书按此印制。"))
            return redirect("desk:paper-templates")
    context = {
        "agency": agency, "form": form, "row": row, "refused": refused,
        "derived": reads_templates.derived_reviewer(actor, agency, now.date()),
        "faults": [
            {"id": form[name].id_for_label if name in form.fields else "", "words": " ".join(map(str, errors))}
            for name, errors in form.errors.items()
        ],
    }  # fmt: skip
    status = _status(refused) if refused else (422 if form.errors else 200)
    return render(request, "desk/requests/paper_settings.html", context, status=status)


def _start(request: HttpRequest, shown: reads_templates.Editing) -> str:
    """What stands in the editor: what was typed, a version taken up again, or the text in use."""
    if request.method == "POST":
        return request.POST.get("text", "")[:LONGEST]
    version = request.GET.get("version", "")
    if version == "0":
        return shown.standard
    if version.isascii() and version.isdigit() and len(version) < 7:
        actor, agency = actor_in(request), standing.unit(request)
        return reads_templates.version_text(actor, agency, shown.form.code, int(version), clock.today())
    return shown.text


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
