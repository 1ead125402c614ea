"""The halls that an office leads: adding one, changing what is known of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from gongkai.delivery import reads
from gongkai.delivery.actions.set_hall import HallFacts, set_hall
from gongkai.delivery.models import Hall
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.halls.forms import HallForm
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.deposit import deposit_rules
from gongkai.units import reads as units
from gongkai.units.models import Agency
from gongkai.units.powers import OVERSEE_DELIVERY


@staff_page
def add(request: HttpRequest) -> HttpResponse:
    """A new hall of the government that the person's unit serves."""
    actor, unit = actor_in(request), standing.unit(request)
    if not actor.may(OVERSEE_DELIVERY, unit.code):
        raise Refused("not-allowed", gettext("两馆由政府办公室的公开机构设置。你的职责不包括这一项。"))
    return _answer(request, None, unit)


@staff_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of one hall."""
    hall = reads.hall_led(actor_in(request), pk)
    if hall is None:
        raise Http404
    return _answer(request, hall, hall.office)


def _answer(request: HttpRequest, hall: Hall | None, office: Agency) -> HttpResponse:
    actor = actor_in(request)
    form = HallForm(request.POST or None, initial=_initial(hall), **_choices(request, hall))
    refusal = None
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        own = given.pop("agency", "")
        agency = units.agency(actor, own) if own else None
        try:
            made = set_hall(
                HallFacts(**given), office=office, agency=agency, hall_id=hall.pk if hall else None, actor=actor,
                now=clock.now(),
            )  # fmt: skip
        except Refused as caught:
            refusal = caught
        else:
            messages.success(request, gettext("已保存：%(name)s") % {"name": made.name})
            return redirect("desk:halls")
    context = {"form": form, "hall": hall, "office": office, "refusal": refusal}
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "desk/halls/set.html", context, status=status)


def _choices(request: HttpRequest, hall: Hall | None) -> dict[str, Any]:
    on = clock.today()
    agencies = [(one.code, one.name) for one in units.agencies_on(actor_in(request), on)] if hall is None else []
    return {
        "agencies": agencies,
        "rules": [(rule.code, rule.label) for rule in deposit_rules(on)],
        "new": hall is None,
    }


def _initial(hall: Hall | None) -> dict[str, Any]:
    if hall is None:
        return {"begins": clock.today().replace(day=1)}
    return {name: getattr(hall, name) for name in HallFacts.__dataclass_fields__}
