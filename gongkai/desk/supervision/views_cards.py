"""Cards: the list, issuing one on a late clock, one card with its appeal, its notice to print."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.supervision.forms_cards import CANCEL, AppealForm, IssueForm, JudgeForm, LiftForm
from gongkai.desk.supervision.things import address_of
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.cards import card_colours
from gongkai.supervision import reads, reads_cards
from gongkai.supervision.actions.appeal_card import appeal_card
from gongkai.supervision.actions.issue_card import issue_card
from gongkai.supervision.actions.judge_appeal import judge_appeal
from gongkai.supervision.actions.read_proof import read_proof
from gongkai.supervision.actions.remove_card import remove_card
from gongkai.supervision.models import Card

# Refusals that leave nothing to show.
WITHOUT = ("not-allowed", "no-card")
FORMS: dict[str, type[AppealForm | JudgeForm | LiftForm]] = {"appeal": AppealForm, "judge": JudgeForm, "lift": LiftForm}


@require_safe
@staff_page
def cards(request: HttpRequest) -> HttpResponse:
    """The cards of the units one watches."""
    actor, on = actor_in(request), clock.today()
    units = reads.watched_units(actor, on)
    if not units:
        raise Refused("not-allowed", _("你的职责不包括电子监察。需要时由安全管理员授予职责。"))
    asked = {name: request.GET.get(name, "") for name in ("unit", "state", "colour")}
    found = reads_cards.cards(actor, request.GET.get("page", "1"), on, **asked)
    context = {
        "found": found, "page": found.page, "units": units, "states": Card.State.choices, "asked": asked,
        "colours": card_colours(on), "narrowed": any(asked.values()), "on": on,
    }  # fmt: skip
    return render(request, "desk/supervision/cards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a card on one clock."""
    actor, on = actor_in(request), clock.today()
    found = reads.watch(actor, pk, on)
    offered = reads_cards.issuable(actor, found.watch, on)
    if offered is None:
        raise Refused("not-allowed", _("你没有对该单位发监察牌的职责。由上级主管部门或者监察单位发。"))
    form = IssueForm(request.POST or None, offered=offered)
    refusal = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = issue_card(pk, given["colour"], given["reason"], actor=actor, now=clock.now())
        except Refused as caught:
            refusal = caught
        else:
            messages.success(request, _("已发出%(number)s。") % {"number": made.number})
            return redirect("desk:card", made.pk)
    context = {"found": found, "watch": found.watch, "offered": offered, "form": form, "refusal": refusal, "on": on}
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "desk/supervision/issue.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card; on POST `do` says what is done: appeal, judge or lift."""
    actor, on = actor_in(request), clock.today()
    found = reads_cards.card(actor, pk, on)
    if request.method != "POST":
        return _page(request, found)
    code = request.POST.get("do", "")
    if code not in FORMS:
        raise Refused("no-act", _("没有说明要办理什么，未执行。请从监察牌页面办理。"))
    form = FORMS[code](request.POST, request.FILES, version=found.card.version)
    if not form.is_valid():
        return _page(request, found, 422, {code: form})
    try:
        said = _do(code, pk, form.cleaned_data, request)
    except Refused as refusal:
        if refusal.code in WITHOUT:
            raise
        return _page(request, reads_cards.card(actor, pk, on), 409, {code: form}, refusal)
    messages.success(request, said)
    return redirect("desk:card", pk)


@require_safe
@staff_page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of a card, to print."""
    found = reads_cards.card(actor_in(request), pk, clock.today())
    return render(request, "desk/supervision/notice.html", {"found": found, "row": found.card, "colour": found.colour})


@require_POST
@staff_page
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The file that came with an appeal; the opening is written down."""
    actor = actor_in(request)
    reads_cards.card(actor, pk, clock.today())
    name, _media, data = read_proof(pk, actor=actor, now=clock.now())
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _do(code: str, pk: int, given: dict[str, Any], request: HttpRequest) -> str:
    """Carry it out, and what to tell. Raises Refused."""
    by: dict[str, Any] = {"seen": given["seen"], "actor": actor_in(request), "now": clock.now()}
    if code == "appeal":
        file = given["proof"]
        appeal_card(pk, given["reasons"], (file.name, file.read()) if file else None, **by)
        return _("已提出申诉，由发牌单位的其他人员裁定。")
    if code == "judge":
        judge_appeal(pk, given["verdict"] == CANCEL, given["words"], **by)
        return _("已裁定，并告知被发牌单位。")
    remove_card(pk, given["words"], **by)
    return _("已解除，并告知被发牌单位。")


def _page(
    request: HttpRequest, found: reads_cards.CardDetail, status: int = 200,
    given: dict[str, django_forms.Form] | None = None, refusal: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    forms, version = given or {}, found.card.version
    offered = {"appeal": found.may_appeal, "judge": found.may_judge, "lift": found.may_lift}
    context = {
        "found": found,
        "row": found.card,
        "colour": found.colour,
        "on": clock.today(),
        "refusal": refusal,
        "opened": set(forms),
        "thing": address_of(actor_in(request), found.card.watch),
        **{
            f"{code}_form": forms.get(code) or kind(version=version)
            for code, kind in FORMS.items()
            if offered[code] or code in forms
        },
    }
    return render(request, "desk/supervision/card.html", context, status=status)
