"""One delivered item that changed: the letter, what the office says, what the hall did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.delivery import reads, reads_papers
from gongkai.delivery.actions.act_on_replacement import act_on_replacement
from gongkai.delivery.actions.ask_replacement import ask_replacement
from gongkai.delivery.actions.judge_replacement import judge_replacement
from gongkai.delivery.models import Replacement
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.halls.forms import LetterForm, ReasonForm, RemarkForm
from gongkai.desk.halls.views_batch import as_file
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.deposit import REPLACEMENT_ELECTRONIC, REPLACEMENT_PAPER, copies
from gongkai.units.powers import DELIVER, OVERSEE_DELIVERY, RECEIVE

State = Replacement.State
FORMS: dict[str, tuple[str, type[LetterForm] | type[ReasonForm] | type[RemarkForm]]] = {
    "ask": ("letter_form", LetterForm),
    "return": ("reason_form", ReasonForm),
    "act": ("remark_form", RemarkForm),
}


@staff_page
def replacement(request: HttpRequest, pk: int) -> HttpResponse:
    """The replacement; on POST `do` says what is done: ask, approve, return or act."""
    found = _found(request, pk)
    if request.method != "POST":
        return _page(request, found)
    do = request.POST.get("do", "")
    name, kind = FORMS.get(do, ("", None))
    form = kind(request.POST) if kind else None
    if form is not None and not form.is_valid():
        return _page(request, found, 422, **{name: form})
    try:
        said = _act(request, pk, do, form.cleaned_data if form else {})
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _page(request, _found(request, pk), 409, refusal=refusal, **({name: form} if form else {}))
    messages.success(request, said)
    return redirect("desk:hall-replacement", pk)


@require_safe
@staff_page
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as PDF."""
    return as_file(*reads_papers.letter(actor_in(request), _found(request, pk), clock.today()))


@require_safe
@staff_page
def enclosed(request: HttpRequest, pk: int) -> HttpResponse:
    """What is enclosed with the letter as PDF."""
    got = reads_papers.replacement_file(actor_in(request), _found(request, pk))
    if got is None:
        raise Http404
    return as_file(*got)


def _act(request: HttpRequest, pk: int, do: str, given: dict[str, Any]) -> str:
    actor, now = actor_in(request), clock.now()
    if do == "ask":
        ask_replacement(pk, **given, actor=actor, now=now)
        return gettext("已发函，待公开机构审核")
    if do == "approve":
        judge_replacement(pk, approved=True, actor=actor, now=now)
        return gettext("已同意，转接收馆办理")
    if do == "return":
        judge_replacement(pk, approved=False, reason=given["reason"], actor=actor, now=now)
        return gettext("已退回送交单位")
    if do == "act":
        act_on_replacement(pk, given["remarks"], actor=actor, now=now)
        return gettext("已登记办结")
    raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从这一页办理。"))


def _page(request: HttpRequest, found: Replacement, status: int = 200, **more: Any) -> HttpResponse:
    actor, on, item = actor_in(request), clock.today(), found.item
    wanted = {"paper": copies(REPLACEMENT_PAPER, on), "electronic": copies(REPLACEMENT_ELECTRONIC, on)}
    context = {
        "found": found,
        "item": item,
        "batch": item.batch,
        "asks": found.state == State.DUE and actor.may(DELIVER, item.batch.agency.code),
        "judges": found.state == State.ASKED and actor.may(OVERSEE_DELIVERY, item.hall.office.code),
        "acts": found.state == State.APPROVED and actor.may(RECEIVE, item.hall.agency.code),
        "has_file": reads_papers.may_take_file(actor, found),
        "letter_form": LetterForm(initial=wanted | {"reason": found.reason, "letter_number": found.letter_number}),
        "reason_form": ReasonForm(),
        "remark_form": RemarkForm(),
    }
    return render(request, "desk/halls/replacement.html", context | more, status=status)


def _found(request: HttpRequest, pk: int) -> Replacement:
    found = reads.replacement(actor_in(request), pk)
    if found is None:
        raise Http404
    return found
