"""The information-processing fee of a request: both tariffs, the quote line by line, payment, what follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests import forms_fee as forms
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.fees import tariffs_on
from gongkai.law.instruments import cited
from gongkai.requests.actions.cancel_quote import cancel_quote
from gongkai.requests.actions.object_to_fee import object_to_fee
from gongkai.requests.actions.quote_fee import NOTICE, quote_fee
from gongkai.requests.actions.record_payment import record_payment
from gongkai.requests.actions.refund_fee import refund_fee
from gongkai.requests.actions.waive_fee import waive_fee
from gongkai.requests.models import Quote, Request
from gongkai.requests.reads_fees import FeePage, fee_page
from gongkai.requests.stepping import may_act, table_of
from gongkai.units.powers import HANDLE_REQUESTS

SECTION = "request-fee"
WITHOUT = ("not-allowed", "no-request")
NOTICE_KIND = "fee_notice"
State = Quote.State
FORMS: dict[str, tuple[Any, type[forms.FeeForm], Any]] = {
    "quote": (_("计算应缴金额"), forms.QuoteForm, _("已计算。")),
    "pay": (_("登记缴费"), forms.PayForm, _("已登记缴费，答复期限自缴费次日起重新计算。")),
    "waive": (_("免收"), forms.WaiveForm, _("已登记免收。")),
    "cancel": (_("撤销计算"), forms.CancelForm, _("已撤销。")),
    "refund": (_("登记退还"), forms.RefundForm, _("已登记退还。")),
    "object": (_("登记异议"), forms.ObjectForm, _("已登记异议，答复的内容见下。")),
}


@require_http_methods(["GET", "POST"])
@staff_page
def fee(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; on POST `do` says what is done."""
    actor, on = actor_in(request), clock.today()
    context = request_frame(request, pk, SECTION)
    row: Request = context["row"]
    found = fee_page(actor, row)
    given: dict[str, forms.FeeForm] = {}
    refused, status = None, 200
    if request.method == "POST":
        code = request.POST.get("do", "")
        if code not in FORMS:
            raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从费用页面办理。"))
        form = _form(code, row, found, request)
        given[code], status = form, 422
        if form.is_valid():
            try:
                _do(code, pk, form.cleaned_data, actor)
            except Refused as refusal:
                if refusal.code in WITHOUT:
                    raise
                refused, status = refusal, 409
            else:
                messages.success(request, str(FORMS[code][2]))
                return redirect("desk:request-fee", pk)
    codes = _possible(actor, row, found)
    acts = [(code, FORMS[code][0], given.get(code) or _form(code, row, found, None)) for code in codes]
    acts += [(code, FORMS[code][0], form) for code, form in given.items() if code not in codes]
    quote = next((one for one in reversed(found.quotes) if one.state != State.CANCELLED), None)
    context |= {
        "found": found, "quote": quote, "fee_acts": acts, "refused": refused, "opened": set(given), "on": on,
        "titles": {one.id: one.title for one in tariffs_on(row.received_on or row.law_day)},
        "cite": cited(quote.cite).words if quote else "", "draft": _draft(row, quote),
        "past": [one for one in found.quotes if quote is None or one.pk != quote.pk],
    }  # fmt: skip
    return render(request, "desk/requests/fee.html", context, status=status)


def _form(code: str, row: Request, found: FeePage, request: HttpRequest | None) -> forms.FeeForm:
    form = FORMS[code][1](request.POST if request else None, of=row, today=clock.today())
    if "tariff" in form.fields:
        known = tariffs_on(row.received_on or row.law_day)
        form.fields["tariff"].choices = [(one.id, one.title) for one in known]  # type: ignore[attr-defined]
        form.initial["units"] = 1
    return form


def _possible(actor: Actor, row: Request, found: FeePage) -> list[str]:
    if not actor.may(HANDLE_REQUESTS, row.agency.code):
        return []
    states = {one.state for one in found.quotes}
    table = table_of(row)
    decides = may_act(actor, table.acts["waive_fee"], row.agency.code) if "waive_fee" in table.acts else False
    charged = {State.NOTICED, State.PAID, State.LAPSED, State.WAIVED} & states
    known = {
        "quote": bool(found.offer) and bool(table.steps_for(row.state, NOTICE)) and not charged,
        "pay": State.NOTICED in states,
        "waive": decides and bool({State.QUOTED, State.NOTICED} & states),
        "cancel": bool({State.QUOTED, State.FREE} & states),
        "object": State.NOTICED in states,
        "refund": decides and State.PAID in states,
    }
    return [code for code, open_now in known.items() if open_now]


def _do(code: str, pk: int, given: dict[str, Any], actor: Actor) -> None:
    by: dict[str, Any] = {"actor": actor, "now": clock.now()}
    calls: dict[str, Callable[[], object]] = {
        "quote": lambda: quote_fee(
            pk, given["tariff"], units=given["units"] or 1, pages=given["pages"], reason=given["reason"],
            seen=given["seen"], **by,
        ),
        "pay": lambda: record_payment(pk, given["on"], given["yuan"], given["receipt"], seen=given["seen"], **by),
        "waive": lambda: waive_fee(pk, given["reason"], seen=given["seen"], **by),
        "cancel": lambda: cancel_quote(pk, given["reason"], seen=given["seen"], **by),
        "refund": lambda: refund_fee(pk, given["on"], given["yuan"], given["reason"], seen=given["seen"], **by),
        "object": lambda: object_to_fee(pk, given["on"], given["way"], given["words"], **by),
    }  # fmt: skip
    calls[code]()


def _draft(row: Request, quote: Quote | None) -> str:
    """Where the notice is drafted, while there is one to draft."""
    if quote is None or quote.state != State.QUOTED:
        return ""
    try:
        return reverse("desk:request-paper-new", args=(row.pk, NOTICE_KIND))
    except NoReverseMatch:
        return ""
