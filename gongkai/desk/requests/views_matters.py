"""Complaints and record corrections: the list, one of them, and each act on it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.people.asking import Question, ask
from gongkai.desk.requests.forms_matters import BroughtForm, DoneForm, TellForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.kit.private import open_sealed
from gongkai.requests import reads_matters
from gongkai.requests.actions.register_matter import Brought, register_matter
from gongkai.requests.actions.take_matter import take_matter
from gongkai.requests.actions.take_out_matter import take_out_matter
from gongkai.requests.actions.tell_matter import orders_done, tell_matter
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.matters import NOT_THERE
from gongkai.requests.models import Matter
from gongkai.requests.printing import text_of

A_PAGE = 30
PDF = "application/pdf"
METHODS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page
def matters(request: HttpRequest) -> HttpResponse:
    """Those of the asker's units, the newest first."""
    actor, on = actor_in(request), clock.today()
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    rows = reads_matters.listed(actor, on, kind=kind, state=state)
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1")), "kind": kind, "state": state,
        "kinds": Matter.Kind.choices, "states": [*Matter.State.choices, ("late", _("改正逾期"))], "on": on,
        "registers": reads_matters.may_register(actor, standing.unit(request).code),
    }  # fmt: skip
    return render(request, "desk/requests/matters.html", context)


@require_safe
@staff_page
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what was said, the proposal, the answer, what was ordered."""
    found = reads_matters.whole(actor_in(request), pk, clock.today())
    proposed = text_of(open_sealed(found.proposed.sealed)) if found.proposed else ()
    context = {"whole": found, "row": found.row, "proposed_text": proposed, "on": clock.today()}
    return render(request, "desk/requests/matter.html", context)


@METHODS
@staff_page
def new(request: HttpRequest) -> HttpResponse:
    """Write one down that came by letter, visit or telephone; the query code is shown once."""
    actor, unit = actor_in(request), standing.unit(request)
    form = BroughtForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})
    form.choose("against", reads_matters.units_complained_of(clock.today()), none=_("请选择"))
    back = reverse("desk:matters")

    def do(said: dict[str, Any]) -> HttpResponse:
        person = ApplicantData.of({key: said[key] for key in ("name", "identity_number", "phone", "address")})
        files = tuple((one.name, one.read()) for one in said["attached"] or ())
        brought = Brought(
            said["kind"], said["way"], said["on"], person, said["text"], said["against"], said["request_number"], files
        )
        made, code = register_matter(unit.code, brought, actor=actor, now=clock.now())
        return render(request, "desk/requests/matter_made.html", {"row": made, "code": code})

    question = Question(_("登记投诉、更正"), _("登记"), back, _("投诉与更正"))
    return ask(request, form, question, do)


@require_POST
@staff_page
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it in hand."""
    take_matter(pk, actor=actor_in(request), now=clock.now())
    return redirect("desk:matter", pk)


@METHODS
@staff_page
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """The day the answer was served."""
    form = TellForm(request.POST or None, initial={"on": clock.today()})
    row = reads_matters.whole(actor_in(request), pk, clock.today()).row

    def do(said: dict[str, Any]) -> str:
        tell_matter(row.pk, said["on"], by_card=said["by_card"], actor=actor_in(request), now=clock.now())
        return _("已登记告知。")

    return ask(request, form, _about(row, _("登记告知"), _("登记")), do)


@METHODS
@staff_page
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """What was ordered is done."""
    form = DoneForm(request.POST or None, initial={"on": clock.today()})
    row = reads_matters.whole(actor_in(request), pk, clock.today()).row

    def do(said: dict[str, Any]) -> str:
        orders_done(row.pk, said["on"], said["how"], actor=actor_in(request), now=clock.now())
        return _("已登记改正情况。")

    return ask(request, form, _about(row, _("登记改正情况"), _("登记")), do)


@require_POST
@staff_page
def take_out(request: HttpRequest, pk: int, what: str, number: int) -> HttpResponse:
    """A file handed in, or the answer that went out; the taking out is journalled."""
    if what not in ("file", "answer"):
        raise Refused("no-matter", NOT_THERE)
    name, media, data = take_out_matter(pk, what, number, actor=actor_in(request), now=clock.now())
    response = HttpResponse(data, content_type=media if media == PDF else "application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


def _about(row: Matter, title: str, verb: str) -> Question:
    return Question(title, verb, reverse("desk:matter", args=(row.pk,)), row.number or row.receipt_number)
