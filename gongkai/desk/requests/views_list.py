"""The list of requests: inbox, filters, registration of several at once, the list as a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.sheet import requests_sheet
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.procedure import procedure_on
from gongkai.law.receipt import channels
from gongkai.requests import reads_board, reads_list, reads_people
from gongkai.requests.actions.export_requests import export_requests
from gongkai.requests.actions.register_many import register_many
from gongkai.requests.allowing import handles
from gongkai.requests.reads_list import Wanted
from gongkai.requests.sight import codes
from gongkai.units.powers import HANDLE_REQUESTS

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000
DUE = (
    (reads_list.OVERDUE, "已逾期"), (reads_list.NEAR_DUE, "近期到期"), (reads_list.LATE_CONFIRM, "逾期未确认"),
)  # fmt: skip


@require_safe
@staff_page
def requests(request: HttpRequest) -> HttpResponse:
    """The unit's requests, narrowed by what stands in the address."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    if unit.code not in codes(actor):
        raise Refused("not-allowed", "你在该单位的职责不包括依申请公开。需要时由安全管理员授予职责。")
    wanted = wanted_in(request, unit.code)
    states = procedure_on(on).states
    page = reads_list.listed(
        actor, wanted, on, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    counts = reads_list.counts(actor, unit.code, on)
    sums = [(code, states[code].label, counts.by_state.get(code, 0)) for code in ("arrived", "unconfirmed", "handling")]
    context = {
        "unit": unit, "wanted": wanted, "page": page, "counts": counts, "on": on, "sums": sums,
        "labels": {code: state.label for code, state in states.items()}, "states": states.values(), "dues": DUE,
        "channels": channels().values(), "people": list(reads_people.handlers(actor, unit.code, on)),
        "query": query_of(wanted), "narrowed": replace(wanted, unit="", sort=reads_list.NEWEST) != Wanted(),
        "handles": actor.may(HANDLE_REQUESTS, unit.code), "oversees": reads_board.may_oversee(actor),
        "faulty": reads_list.faulty_envelopes(actor, unit.code),
        "registering": wanted.state == "arrived" and actor.may(HANDLE_REQUESTS, unit.code),
    }  # fmt: skip
    return render(request, "desk/requests/list.html", context)


@require_POST
@staff_page
def register(request: HttpRequest) -> HttpResponse:
    """Register the ticked ones, each by itself; what could not be registered is said one by one."""
    handles(actor_in(request), standing.unit(request).code, _("登记申请"))
    ticked = [int(one) for one in request.POST.getlist("id") if one.isascii() and one.isdigit() and len(one) < 19]
    if not ticked:
        raise Refused("none-ticked", _("没有选择申请，未登记。请勾选后再登记。"))
    found = register_many(ticked, actor=actor_in(request), now=clock.now())
    done = [one for one in found if one.request is not None]
    if done:
        messages.success(request, _("已登记 %(count)d 件。") % {"count": len(done)})
    for sentence, number in Counter(one.sentence for one in found if one.request is None).items():
        messages.warning(request, _("%(count)d 件没有登记：%(why)s") % {"count": number, "why": sentence})
    return redirect("desk:requests")


@require_POST
@staff_page
def export(request: HttpRequest) -> HttpResponse:
    """The narrowed list as an Excel file, applicants masked, journalled."""
    actor, unit, on = actor_in(request), standing.unit(request), clock.today()
    wanted = wanted_in(request, unit.code)
    rows = reads_list.narrowed(actor, wanted, on).select_related("agency", "handler").order_by("-id")
    lines = [*rows[:MOST_ROWS]]
    said = {name: value for name, value in asdict(wanted).items() if value and name != "words"}
    # The words may be a name; that there were some is enough.
    said |= {"words": "…"} if wanted.words else {}
    export_requests({unit.code: len(lines)}, said, actor=actor, now=clock.now())
    response = HttpResponse(requests_sheet(lines, unit.name, on), content_type=SHEET)
    name = f"依申请公开办理情况（{unit.short}，{on.isoformat()}）.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def wanted_in(request: HttpRequest, unit: str) -> Wanted:
    """What the address asks for; a value nobody knows narrows to nothing, not to an error."""
    get = request.GET.get
    return Wanted(
        unit=unit, state=get("state", "")[:20], handler=get("handler", "")[:60], due=_known(get("due", ""), DUE),
        channel=get("channel", "")[:20], words=get("q", "").strip()[:100],
        sort=reads_list.BY_DUE if get("sort") == reads_list.BY_DUE else reads_list.NEWEST,
    )  # fmt: skip


def query_of(wanted: Wanted) -> str:
    """The address of the same list."""
    names = {"words": "q"}
    said = {names.get(key, key): value for key, value in asdict(wanted).items() if value and key != "unit"}
    return urlencode(said)


def _known(said: str, among: tuple[tuple[str, str], ...]) -> str:
    return said if said in dict(among) else ""
