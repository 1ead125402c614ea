"""Questions of secrecy put to an authority: those still open, and entering the answer."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.records import reads
from gongkai.records.actions.answer_escalation import answer_escalation
from gongkai.records.models import Escalation, Record
from gongkai.units.powers import ANSWER_ESCALATION


@require_GET
@staff_page
def questions(request: HttpRequest) -> HttpResponse:
    """The open questions of my units, the oldest first, with the days they have waited."""
    asker, on = actor_in(request), clock.today()
    found = [
        (one, (on - one.at.astimezone(BEIJING).date()).days, asker.may(ANSWER_ESCALATION, one.record.agency.code))
        for one in reads.open_escalations(asker)
    ]
    return render(request, "desk/reviewing/questions.html", {"found": found, "listed": "questions"})


@require_http_methods(["GET", "POST"])
@staff_page
def answer(request: HttpRequest, record_id: int) -> HttpResponse:
    """The form for the answer; after it the record goes on, or back to its drafter."""
    asker = actor_in(request)
    record = reads.open_record(asker, record_id, clock.now())
    asked = reads.escalations(asker, record).filter(answer="").first() if record else None
    if record is None or asked is None:
        raise Http404
    refused: Refused | None = None
    if request.method == "POST":
        try:
            return _answered(request, record)
        except Refused as refusal:
            refused = refusal
    context = {
        "record": record, "asked": asked, "answers": Escalation.Answer.choices, "typed": request.POST,
        "refused": refused, "on": clock.today(), "may": asker.may(ANSWER_ESCALATION, record.agency.code),
    }  # fmt: skip
    status = STATUS.get(refused.code, 422) if refused else 200
    return render(request, "desk/reviewing/answer.html", context, status=status)


def _answered(request: HttpRequest, record: Record) -> HttpResponse:
    given = request.POST
    try:
        day = date.fromisoformat(given.get("answered_on", ""))
    except ValueError as error:
        raise Refused("answer-day", gettext("答复日期没有填写或者不是日期，未登记。请按年-月-日填写。")) from error
    answer_escalation(
        record.pk,
        given.get("answer", ""),
        given.get("paper", ""),
        given.get("text", ""),
        day,
        actor=actor_in(request),
        now=clock.now(),
    )
    messages.success(request, gettext("已登记《%(title)s》的答复。") % {"title": record.title})
    return redirect("desk:record", record.pk)
