"""The pages of the acts on a request's way: what came from the applicant, what the office finds, how it ends early."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.requests.frame import request_frame
from gongkai.desk.requests.step_fields import PAGES, day_of_field, handed_in, ways
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests import reads_clocks
from gongkai.requests.actions.end_lapsed import end_lapsed
from gongkai.requests.actions.end_unreachable import end_unreachable
from gongkai.requests.actions.go_on_without_reasons import go_on_without_reasons
from gongkai.requests.actions.judge_correction import judge_correction
from gongkai.requests.actions.judge_reasons import judge_reasons
from gongkai.requests.actions.receive_correction import receive_correction
from gongkai.requests.actions.receive_reasons import receive_reasons
from gongkai.requests.actions.withdraw_request import withdraw_request
from gongkai.requests.reasons import counts_of
from gongkai.requests.statements import Corrected

MOST = 50 * 1024 * 1024
# Taking in what came late is judged under the act by which it would have been taken in.
UNDER = {"judge_correction": "receive_correction"}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One act: its fields, and doing it. What was typed stays where it is refused."""
    page, refused = PAGES[code], None
    if request.method == "POST":
        try:
            _do(request, pk, code, actor_in(request), clock.now())
        except Refused as refusal:
            if refusal.code == "no-request":
                raise
            refused = refusal
        else:
            messages.success(request, str(page.done))
            return redirect("desk:request-clock", pk)
    context = request_frame(request, pk, "request-clock")
    known = context["whole"].acts
    barrier = next((one.barrier for one in known if one.act.code == UNDER.get(code, code)), None)
    row = context["row"]
    context |= {
        "page": page, "code": code, "refused": refused, "typed": request.POST, "ways": ways(),
        "heading_words": next((one.act.label for one in known if one.act.code == code), gettext("审查逾期补正")),
        "barrier": gettext("申请现在的状态下没有这一步。") if barrier is None else barrier,
        "counts": counts_of(row) if code == "judge_reasons" else None,
        "statements": reads_clocks.statements_of(actor_in(request), row) if code.startswith("judge") else [],
        "last_days": reads_clocks.last_days(row),
    }  # fmt: skip
    status = STATUS.get(refused.code, 422) if refused else 200
    return render(request, "desk/requests/step.html", context, status=status)


def _do(request: HttpRequest, pk: int, code: str, actor: Actor, now: datetime) -> None:
    given = request.POST
    typed = given.get("seen", "")
    seen = int(typed) if typed.isdigit() else None
    match code:
        case "receive_correction":
            receive_correction(
                pk, _day(request), handed_in(request, MOST), _corrected(request), seen=seen, actor=actor, now=now,
                good_reason=given.get("good_reason", ""),
            )  # fmt: skip
        case "judge_correction":
            good = _chosen(request, "verdict") == "good"
            judge_correction(
                pk, good, given.get("reason", ""), _corrected(request), seen=seen, actor=actor, now=now
            )  # fmt: skip
        case "receive_reasons":
            receive_reasons(pk, _day(request), handed_in(request, MOST), seen=seen, actor=actor, now=now)
        case "go_on_without_reasons":
            go_on_without_reasons(pk, seen=seen, actor=actor, now=now)
        case "judge_reasons":
            verdict = _chosen(request, "verdict")
            judge_reasons(
                pk, verdict != "unreasonable", verdict == "feasible", given.get("reason", ""), seen=seen, actor=actor,
                now=now,
            )  # fmt: skip
        case "withdraw":
            withdraw_request(pk, _day(request), handed_in(request, MOST), seen=seen, actor=actor, now=now)
        case "end_lapsed":
            end_lapsed(pk, given.get("note", ""), seen=seen, actor=actor, now=now)
        case "end_unreachable":
            end_unreachable(
                pk, given.get("cause", ""), _day(request), handed_in(request, MOST), seen=seen, actor=actor, now=now
            )


def _day(request: HttpRequest) -> date:
    found = day_of_field(request.POST.get("on", ""))
    assert found is not None
    return found


def _chosen(request: HttpRequest, name: str) -> str:
    """What was chosen of the page's choices. Raises Refused "not-chosen"."""
    said = request.POST.get(name, "")
    if not said:
        raise Refused("not-chosen", gettext("没有选择认定的结论，未执行。请选择一项。"))
    return said


def _corrected(request: HttpRequest) -> Corrected:
    given = request.POST
    return Corrected(given.get("subject", ""), given.get("doc_number", ""), given.get("items", "").splitlines())
