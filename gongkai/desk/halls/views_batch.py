"""One batch: its lines and papers, sending it, signing for it, sending it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.delivery import reads, reads_papers
from gongkai.delivery.actions.rebuild_batch import rebuild_batch
from gongkai.delivery.actions.receive_batch import receive_batch
from gongkai.delivery.actions.refuse_batch import refuse_batch
from gongkai.delivery.actions.send_batch import send_batch
from gongkai.delivery.choosing import differs
from gongkai.delivery.models import Batch
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.halls.forms import ReasonForm, ReceiveForm, SendForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.units.powers import DELIVER, RECEIVE

PDF, ZIP = "application/pdf", "application/zip"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"pdf": PDF, "zip": ZIP, "xlsx": SHEET}


@staff_page
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch; on POST `do` says what is done: rebuild, send, receive or refuse."""
    found = _found(request, pk)
    if request.method != "POST":
        return _page(request, found)
    do = request.POST.get("do", "")
    form: Any = None
    try:
        if do == "rebuild":
            rebuild_batch(pk, actor=actor_in(request), now=clock.now())
            return _done(request, pk, gettext("已按现在公开的内容重新生成"))
        form = _form(do, request)
        if form is None:
            raise Refused("no-act", gettext("没有说明要办理什么，未执行。请从批次页面办理。"))
        if form.is_valid():
            return _act(request, pk, do, form.cleaned_data)
    except Refused as refusal:
        if refusal.code == "not-allowed":
            raise
        return _page(request, _found(request, pk), 409, refusal=refusal, **({_name(do): form} if form else {}))
    return _page(request, found, 422, **{_name(do): form})


@require_safe
@staff_page
def paper(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The list, as PDF or sheet, the label, or the package."""
    found = _found(request, pk)
    if code not in reads_papers.PAPERS:
        raise Http404
    return as_file(*reads_papers.paper(actor_in(request), found, code, clock.today()))


@require_safe
@staff_page
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One line's PDF."""
    got = reads_papers.item_file(actor_in(request), _found(request, pk), number)
    if got is None:
        raise Http404
    return as_file(*got)


def as_file(name: str, data: bytes) -> HttpResponse:
    """An answer that is saved under that name."""
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _act(request: HttpRequest, pk: int, do: str, given: dict[str, Any]) -> HttpResponse:
    actor, now = actor_in(request), clock.now()
    if do == "send":
        send_batch(pk, **given, actor=actor, now=now)
        return _done(request, pk, gettext("已登记送出"))
    if do == "receive":
        receive_batch(pk, **given, actor=actor, now=now)
        return _done(request, pk, gettext("已签收"))
    refuse_batch(pk, given["reason"], actor=actor, now=now)
    return _done(request, pk, gettext("已退回送交单位"))


def _name(do: str) -> str:
    return {"send": "send_form", "receive": "receive_form", "refuse": "refuse_form"}[do]


def _form(do: str, request: HttpRequest) -> SendForm | ReceiveForm | ReasonForm | None:
    kinds: dict[str, type[SendForm] | type[ReceiveForm] | type[ReasonForm]] = {
        "send": SendForm, "receive": ReceiveForm, "refuse": ReasonForm,
    }  # fmt: skip
    return kinds[do](request.POST) if do in kinds else None


def _done(request: HttpRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("desk:hall-batch", pk)


def _page(request: HttpRequest, found: Batch, status: int = 200, **more: Any) -> HttpResponse:
    actor, on = actor_in(request), clock.today()
    lines = reads.items(actor, found)
    sends = actor.may(DELIVER, found.agency.code) and reads.is_held(found)
    receives = actor.may(RECEIVE, found.hall.agency.code) and found.state == Batch.State.SENT
    context = {
        "batch": found,
        "lines": lines,
        "standing": reads.standing(found, on),
        "sends": sends,
        "receives": receives,
        "differs": sends and differs(found),
        "left_out": [(one, one.copy.left_out) for one in lines if one.copy and one.copy.left_out],
        "send_form": SendForm(initial={"paper": len(lines), "electronic": len(lines)} | _contact(found, request)),
        "receive_form": ReceiveForm(initial={"received_on": on, "receiver": actor.name[:60]}),
        "refuse_form": ReasonForm(),
    }
    return render(request, "desk/halls/batch.html", context | more, status=status)


def _contact(found: Batch, request: HttpRequest) -> dict[str, str]:
    """The contact of the last batch that the unit sent: it seldom changes."""
    contact, phone = reads.last_contact(actor_in(request), found.agency)
    return {"contact": contact, "phone": phone}


def _found(request: HttpRequest, pk: int) -> Batch:
    found = reads.batch(actor_in(request), pk)
    if found is None:
        raise Http404
    return found
