"""The sub-cases of a request with their clocks, and opening a new one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people.asking import Question, ask
from gongkai.desk.requests.forms_subcases import NewForm, key_of
from gongkai.desk.requests.frame import request_frame
from gongkai.kit import clock
from gongkai.law.subcases import SubCaseKind
from gongkai.requests import reads_subcases as reads
from gongkai.requests.actions.open_subcase import Asked, Judged, open_subcase
from gongkai.requests.models import Request
from gongkai.requests.sight import seen
from gongkai.requests.third_parties import unmet

SECTION = "request-subcases"


@require_safe
@staff_page
def section(request: HttpRequest, pk: int) -> HttpResponse:
    """Every sub-case with its limit, what it waits for and what it led to."""
    actor, on = actor_in(request), clock.today()
    frame = request_frame(request, pk, SECTION)
    row: Request = frame["row"]
    lines = reads.lines(actor, row, on)
    consulted = [one for one in lines if one.kind.told and one.row.sent_on]
    context = frame | {
        "lines": [(one, reads.goes_on_until(one.row, one.ends) if one.ends else None) for one in lines],
        "kinds": reads.kinds_open(actor, row),
        "may_handle": reads.may_handle(actor, row),
        "untold": bool(consulted) and not any(paper.kind == consulted[0].kind.told for paper in row.papers.all()),
        "told_kind": consulted[0].kind.told if consulted else "",
        "unmet": unmet(row, on) if any(one.kind.findings for one in lines) else [],
    }  # fmt: skip
    return render(request, "desk/requests/subcases.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
def new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Open one or, where several people are asked, one for each of them."""
    actor = actor_in(request)
    row = seen(actor, pk)
    rules = next((one for one in reads.kinds_open(actor, row) if one.code == kind), None)
    if rules is None:
        raise Http404
    units, people = reads.units_for(actor, row), reads.people_for(actor, row, rules, clock.today())
    things = {key_of(one): one for one in reads.things_for(actor, row, rules)}
    form = NewForm(request.POST or None, initial={"seen": row.version})
    form.fit(rules, units, people, things.values())

    def do(given: dict[str, Any]) -> str:
        asked = _asked(given, {one.code: one for one in units}, {str(one.pk): one for one in people})
        _open(request, row, rules, asked, given, [things[key] for key in given.get("judged", ())])
        if rules.letter:
            return gettext("已登记。请拟写来函，审签后发出；发出之日的次日起停算。")
        return gettext("已交办，对方已收到通知。")

    back = reverse("desk:request-subcases", args=(pk,))
    question = Question(rules.label, gettext("登记"), back, row.number or row.receipt_number, words=rules.asks)
    return ask(request, form, question, do)


def _asked(given: dict[str, Any], units: dict[str, Any], people: dict[str, Any]) -> list[Asked]:
    chosen = [Asked(person=people[key]) for key in given.get("people", ())]
    if chosen:
        return chosen
    contact = {name: given.get(name, "") for name in ("phone", "address") if given.get(name)}
    return [Asked(given.get("party", ""), contact or None, units.get(given.get("unit", "")))]


def _open(
    request: HttpRequest, row: Request, rules: SubCaseKind, asked: list[Asked], given: dict[str, Any],
    judged: list[Judged],
) -> None:  # fmt: skip
    with transaction.atomic():
        for number, one in enumerate(asked):
            open_subcase(
                row.pk, rules.code, one, given["question"], wanted_by=given.get("wanted_by"), judged=judged,
                seen=None if number else given["seen"], actor=actor_in(request), now=clock.now(),
            )  # fmt: skip
