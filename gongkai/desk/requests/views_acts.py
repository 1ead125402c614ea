"""Acts on one request before and around its handling: register, confirm, send on, void, assign, split, join."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.asking import Question, ask, framed
from gongkai.desk.requests.forms_registry import (
    DAY,
    AssignForm,
    DaysForm,
    JoinForm,
    ReasonForm,
    SendOnForm,
    SplitForm,
    days_in,
)
from gongkai.kit import clock
from gongkai.law.errors import LawError
from gongkai.law.receipt import received_on
from gongkai.requests import reads_people
from gongkai.requests.actions.assign_request import assign_request
from gongkai.requests.actions.confirm_receipt import confirm_receipt
from gongkai.requests.actions.join_requests import join_requests
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.actions.send_on import send_on
from gongkai.requests.actions.split_request import split_request
from gongkai.requests.actions.void_registration import void_registration
from gongkai.requests.models import Request

METHODS = require_http_methods(["GET", "HEAD", "POST"])


@METHODS
@staff_page
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and clocks; the page says which day counts as the day of receipt, and why."""
    context = framed(request, pk, "register")
    row: Request = context["row"]
    form = DaysForm(request.POST or None, initial=_days(row), channel=row.channel)
    question = Question(_("登记"), _("登记"), _why(row) or _("收到申请之日由渠道和下列日期推算，不由人填写。"))

    def do(seen: int) -> str:
        found = register_request(
            row.pk, days=days_in(form.cleaned_data), seen=seen, actor=actor_in(request), now=clock.now()
        )
        if found.due_on is None:
            return _("已登记：%(number)s。请尽快与申请人确认收到。") % {"number": found.number}
        return _("已登记：%(number)s，最迟 %(day)s 答复。") % {"number": found.number, "day": found.due_on.isoformat()}

    return ask(request, context, form, question, do)


@METHODS
@staff_page
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The day on which both sides confirmed."""
    context = framed(request, pk, "confirm_receipt")
    row: Request = context["row"]
    form = DaysForm(request.POST or None, initial=_days(row), channel=row.channel)
    for name in form.fields:
        form.fields[name].required = True

    def do(seen: int) -> str:
        days = days_in(form.cleaned_data)
        found = confirm_receipt(row.pk, days, seen=seen, actor=actor_in(request), now=clock.now())
        return _("已确认收到，最迟 %(day)s 答复。") % {"day": found.due_on.isoformat() if found.due_on else ""}

    return ask(request, context, form, Question(_("确认收到"), _("确认"), _why(row)), do)


@METHODS
@staff_page
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """To another unit of the platform; what goes to others is a reply."""
    context = framed(request, pk, "send_on")
    row: Request = context["row"]
    units = [(one.code, one.name) for one in reads_people.units_that_handle(actor_in(request), clock.today())]
    others = [one for one in units if one[0] != row.agency.code]
    if not others:
        return render(request, "desk/requests/send_on_none.html", context)
    form = SendOnForm(request.POST or None, units=others)
    said = _(
        "只用于不由本单位负责、还没有开始办理的申请；申请人会在进度页看到由哪个单位办理。"
        "负责的机关不在本平台的，不转送：登记后依照《条例》第三十六条第五项答复，写明该机关的名称和联系方式。"
    )

    def do(seen: int) -> HttpResponse:
        given = form.cleaned_data
        found = send_on(pk, given["unit"], given["reason"], seen=seen, actor=actor_in(request), now=clock.now())
        return gone(request, _("已转送%(name)s，并已告知申请人。") % {"name": found.agency.name})

    return ask(request, context, form, Question(_("转送有权办理的单位"), _("转送"), said, grave=True), do)


@METHODS
@staff_page
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """A registration made by mistake."""
    context = framed(request, pk, "void_registration")
    form = ReasonForm(request.POST or None)
    said = _("只用于登记本身有误（例如同一申请登记了两次）。申请人撤回的，用“申请人撤回”。编号不再使用。")

    def do(seen: int) -> str:
        void_registration(pk, form.cleaned_data["reason"], seen=seen, actor=actor_in(request), now=clock.now())
        return _("这条登记已作废。")

    return ask(request, context, form, Question(_("登记作废"), _("作废"), said, grave=True), do)


@METHODS
@staff_page
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose it is."""
    context = framed(request, pk, "assign")
    row: Request = context["row"]
    people = reads_people.handlers(actor_in(request), row.agency.code, clock.today())
    initial = {"person": row.handler.login if row.handler else "", "section": row.section}
    form = AssignForm(request.POST or None, initial=initial, people=[(one.login, one.name) for one in people])

    def do(seen: int) -> str:
        given = form.cleaned_data
        found = assign_request(
            pk, given["person"], given["section"], seen=seen, actor=actor_in(request), now=clock.now()
        )
        return _("已分派给%(name)s。") % {"name": found.handler.name if found.handler else ""}

    return ask(request, context, form, Question(_("分派"), _("分派"), _("承办人会收到消息。")), do)


@METHODS
@staff_page
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter, one request."""
    context = framed(request, pk, "split")
    row: Request = context["row"]
    form = SplitForm(request.POST or None, texts=[item.text for item in row.items.all()])
    said = _("一事一申请：每一格成为一件，格内一行一项。拆出的各件有自己的编号和查询码，收到日期、答复期限与本件相同。")

    def do(seen: int) -> str:
        made = split_request(pk, form.parts(), seen=seen, actor=actor_in(request), now=clock.now())
        return _("已拆出 %(count)d 件：%(numbers)s。") % {
            "count": len(made), "numbers": "、".join(one.number for one in made),
        }  # fmt: skip

    return ask(request, context, form, Question(_("拆分"), _("拆分"), said), do)


@METHODS
@staff_page
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Handled together."""
    context = framed(request, pk, "join")
    form = JoinForm(request.POST or None)
    said = _("并案只是一并办理：各件保留自己的编号、期限、答复和办理结果。")

    def do(seen: int) -> str:
        found = join_requests(pk, form.cleaned_data["number"], seen=seen, actor=actor_in(request), now=clock.now())
        return _("已并入 %(number)s。") % {"number": found.joined_to.number if found.joined_to else ""}

    return ask(request, context, form, Question(_("并案办理"), _("并案"), said), do)


def gone(request: HttpRequest, words: str) -> HttpResponse:
    """Back to the list from a request that is no longer the unit's."""
    messages.success(request, words)
    return redirect("desk:requests")


def _days(row: Request) -> dict[str, str]:
    return {DAY + event: day for event, day in row.days.items()}


def _why(row: Request) -> str:
    """What the law says of the days known so far."""
    try:
        known = {event: date.fromisoformat(day) for event, day in row.days.items()}
        return received_on(row.channel, known).sentence
    except LawError as error:
        return str(error)
