"""One dispute: how it stands, its limits day by day, its course, its papers, and what can be done now."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.audit.words import word_for
from gongkai.desk.disputes.doing import DOABLE, do
from gongkai.desk.disputes.forms import ActForm, ChangeForm, PaperForm
from gongkai.desk.disputes.sheet import decision_label
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.disputes import reads
from gongkai.disputes.acting import possible
from gongkai.disputes.actions.attach_paper import attach_paper
from gongkai.disputes.actions.change_dispute import change_dispute
from gongkai.disputes.actions.read_paper import read_paper
from gongkai.disputes.models import Dispute
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.dispute_words import case_papers, order_periods, subjects
from gongkai.law.disputes import outcomes
from gongkai.units.powers import HANDLE_DISPUTES

# Acts of which the course repeats what was typed or decided.
SPOKEN = ("suspend_dispute", "change_dispute", "decide_dispute", "finish_orders", "attach_dispute_paper")
WITHOUT = ("not-allowed", "no-dispute")


@require_http_methods(["GET", "POST"])
@staff_page
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """The case; on POST `do` says what is done."""
    actor, now = actor_in(request), clock.now()
    row = reads.seen(actor, pk)
    if request.method != "POST":
        return _page(request, row)
    code = request.POST.get("do", "")
    known = DOABLE.get(code)
    if known is None:
        raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从案件页面办理。"))
    form = known.form(request.POST, of=row, today=clock.today())
    if not form.is_valid():
        return _page(request, row, 422, {code: form})
    try:
        made = do(code, pk, form, actor, now)
    except Refused as refusal:
        if refusal.code in WITHOUT:
            raise
        return _page(request, reads.seen(actor, pk), 409, {code: form}, refusal)
    messages.success(request, str(known.done))
    return redirect("desk:dispute", made.pk)


@require_http_methods(["GET", "POST"])
@staff_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend what was written down."""
    actor = actor_in(request)
    row = reads.seen(actor, pk)
    if not actor.may(HANDLE_DISPUTES, row.agency.code):
        raise Refused("not-allowed", gettext("你的职责不包括办理复议诉讼。需要时由安全管理员授予职责。"))
    known = {name: getattr(row, name) for name in ("body", "about", "filed_on", "case_number", "claim")}
    form = ChangeForm(request.POST or None, initial=known | {"seen": row.version}, before=[], new=False)
    refused = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            filing = form.filing(row.kind)
            change_dispute(pk, filing, given["reason"], seen=given["seen"], actor=actor, now=clock.now())
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已改正。"))
            return redirect("desk:dispute", pk)
    status = 409 if refused else 422 if request.method == "POST" else 200
    context = {"row": row, "form": form, "refused": refused}
    return render(request, "desk/disputes/change.html", context, status=status)


@require_POST
@staff_page
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper of the case."""
    actor = actor_in(request)
    row = reads.seen(actor, pk)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, 422, paper_form=form)
    given = form.cleaned_data
    try:
        name, data = given["file"].name, given["file"].read()
        attach_paper(pk, given["what"], given["on"], name, data, actor=actor, now=clock.now())
    except Refused as refusal:
        if refusal.code in WITHOUT:
            raise
        return _page(request, row, 409, refusal=refusal, paper_form=form)
    messages.success(request, gettext("已保存。"))
    return redirect("desk:dispute", pk)


@require_http_methods(["GET"])
@staff_page
def paper(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A paper of the case as a file; the opening is written down."""
    actor = actor_in(request)
    reads.seen(actor, pk)
    name, data = read_paper(pk, number, actor=actor, now=clock.now())
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _page(
    request: HttpRequest, row: Dispute, status: int = 200, given: dict[str, ActForm] | None = None,
    refusal: Refused | None = None, paper_form: django_forms.Form | None = None,
) -> HttpResponse:  # fmt: skip
    actor, on = actor_in(request), clock.today()
    found = reads.page(actor, row.pk, on)
    appealed = any(one.appeals_id == row.pk for one in found.next)
    redone = any(event.act == "redo_request" for event in found.events)
    codes = [one for one in possible(actor, found.row, appealed=appealed, redone=redone) if one in DOABLE]
    forms = given or {}
    acts = [(one, DOABLE[one], forms.get(one) or DOABLE[one].form(of=found.row, today=on)) for one in codes]
    acts += [(one, DOABLE[one], form) for one, form in forms.items() if one not in codes]
    words = case_papers()
    context: dict[str, Any] = {
        "found": found,
        "row": found.row,
        "on": on,
        "refusal": refusal,
        "opened": set(forms),
        "acts": acts,
        "handles": actor.may(HANDLE_DISPUTES, row.agency.code),
        "limits": list(zip(found.limits, found.sentences, strict=True)),
        "events": [(word_for(event.act), event.reason if event.act in SPOKEN else "", event) for event in found.events],
        "papers": [(words[one.what].label if one.what in words else one.what, one) for one in found.papers],
        "paper_form": paper_form or PaperForm(initial={"on": on}),
        "about": subjects()[row.about].label if row.about in subjects() else row.about,
        "decision": decision_label(row.kind, row.decided_on, row.instance, row.decision),
        "outcome": outcomes().get(row.outcome, ""),
        "period": order_periods()[row.orders_unit].label if row.orders_unit else "",
        "late_orders": bool(row.orders_due_on and (row.orders_done_on or on) > row.orders_due_on),
    }
    return render(request, "desk/disputes/dispute.html", context, status=status)
