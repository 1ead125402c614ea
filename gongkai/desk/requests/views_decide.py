"""The decision on one thing asked for: chosen from the closed list, with what the law wants said about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests import blanks
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.requests import reads_deciding
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.allowing import handles
from gongkai.requests.deciding import Deciding
from gongkai.requests.models import Request, RequestItem
from gongkai.requests.reads_deciding import Choice

SECTION = "request-papers"


@require_http_methods(["GET", "POST"])
@staff_page
def decide(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """First the list, then what the chosen decision needs; without JavaScript as with it."""
    actor, on = actor_in(request), clock.today()
    item = reads_deciding.item(actor, pk, position)
    if item is None:
        raise Http404
    frame = request_frame(request, pk, SECTION)
    row: Request = frame["row"]
    handles(actor, row.agency.code, gettext("作处理决定"))
    listed = reads_deciding.choices(row, on)
    current = reads_deciding.key_of(item.decision, "" if item.severed else item.ground, item.severed)
    asked = request.POST.get("choice") or request.GET.get("choice") or ("" if "all" in request.GET else current)
    choice = next((one for one in listed if one.key == asked), None)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _done(request, row, item, choice)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("已保存第 %(number)d 项的处理决定。") % {"number": position})
            return redirect("desk:request-papers", pk)
    context = frame | {"item": item, "choices": listed, "choice": choice, "current": current, "refused": refused}
    if choice is not None:
        context |= _chosen(request, row, item, choice, same=choice.key == current)
    return render(request, "desk/requests/decide.html", context, status=_status(refused))


def _chosen(request: HttpRequest, row: Request, item: RequestItem, choice: Choice, *, same: bool) -> dict[str, Any]:
    """The fields of the chosen decision with what was typed or stands there, and where it leads."""
    on = clock.today()
    wanted, needs_reason = reads_deciding.blanks(row, choice)
    posted = request.method == "POST"
    values = blanks.read(wanted, request.POST) if posted else item.facts if item.decision else {}
    ground = request.POST.get("ground", "") if posted else item.ground if same else ""
    said = Deciding(choice.decision, choice.ground or ground, choice.severed)
    return {
        "fields": blanks.shown(wanted, values), "needs_reason": needs_reason, "typed_ground": ground,
        "typed_reason": request.POST.get("reason", "") if posted else item.reason,
        "grounds": reads_deciding.grounds(row, on) if choice.severed else [],
        "leading": reads_deciding.leading_with(row, item, said, on),
    }  # fmt: skip


def _done(request: HttpRequest, row: Request, item: RequestItem, choice: Choice | None) -> None:
    given = request.POST
    seen = int(given["seen"]) if given.get("seen", "").isdigit() else None
    actor, now = actor_in(request), clock.now()
    if given.get("clear"):
        decide_item(item.pk, "", seen=seen, actor=actor, now=now)
        return
    if choice is None:
        raise Refused("no-decision", gettext("没有选定处理决定，未保存。请从列出的决定中选一种。"))
    ground = choice.ground or (given.get("ground", "") if choice.severed else "")
    if choice.severed and not ground:
        raise Refused("no-ground", gettext("没有选定不予公开部分的理由，未保存。请选择一项。"))
    wanted, _needs = reads_deciding.blanks(row, choice)
    decide_item(
        item.pk, choice.decision, ground=ground, severed=choice.severed, reason=given.get("reason", ""),
        facts=blanks.read(wanted, given), seen=seen, actor=actor, now=now,
    )  # fmt: skip


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
