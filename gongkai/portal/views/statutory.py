"""The columns that units write themselves, of one unit or of the whole, and their reports."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.columns import published as columns
from gongkai.columns.published import ColumnPage
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.law.dated import parameter
from gongkai.portal.column_nav import nav_of
from gongkai.portal.here import site_here, units_here
from gongkai.portal.units import groups_on
from gongkai.portal.views.units import frame_of, known
from gongkai.statistics import reads
from gongkai.units.models import Agency

GONE = 410
# What the request entry repeats of the guide, in this order.
REQUEST = (
    "request_who", "request_channels", "request_content", "request_help", "request_steps", "fees", "office_name",
    "office_address", "office_hours", "office_phone", "office_fax", "office_internet", "office_postcode", "complaint",
    "remedies",
)  # fmt: skip


def guide(request: HttpRequest, code: str = "") -> HttpResponse:
    """The guide of a unit with its statutory fields in order; of the whole: where each unit's guide stands."""
    if not code:
        return _of_all(request, "guide", "guide")
    return _page(request, known(code, request), "guide", columns.guide(VISITOR, code))


def institutions(request: HttpRequest, code: str = "") -> HttpResponse:
    """What a unit is and does; of the whole: which units say so and since when."""
    if not code:
        return _of_all(request, "institutions", "institution")
    return _page(request, known(code, request), "institutions", columns.institution(VISITOR, code))


def systems(request: HttpRequest, code: str = "") -> HttpResponse:
    """The rules of work of a unit, or of all."""
    unit = known(code, request) if code else None
    found = [(page, page.raw("index_number")) for page in columns.systems(VISITOR, code)]
    context = _frame(request, unit, "systems") | {"systems": found}
    return render(request, "portal/systems.html", context)


def system(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One rule of work with its text; 410 once it was withdrawn."""
    unit = known(code, request)
    found = columns.system(VISITOR, key)
    if found is None or found.agency_code != code:
        raise Http404(gettext("没有这项制度"))
    if found.linked:
        return HttpResponseRedirect(reverse("portal:record", args=(found.raw("index_number"),)))
    context = _frame(request, unit, "systems") | {"shown": found}
    return render(request, "portal/system.html", context, status=GONE if found.withdrawn else 200)


def annual(request: HttpRequest, code: str) -> HttpResponse:
    """The annual reports of a unit, newest first; withdrawn ones stand there as what they are."""
    unit = known(code, request)
    reports = reads.of_agency(VISITOR, unit)
    public = sum(1 for one in reports if one.state == one.State.PUBLISHED)
    context = _frame(request, unit, "annual", public) | {"reports": reports}
    return render(request, "portal/unit_annual.html", context)


def apply(request: HttpRequest, code: str = "") -> HttpResponse:
    """How and where to request: of a unit what its guide says; of the whole what holds everywhere, and every unit."""
    today = clock.today()
    limits = {
        "reply": parameter("reply.working_days").at(today).value,
        "extension": parameter("reply.extension_working_days").at(today).value,
    }
    if not code:
        context = _frame(request, None, "request") | {
            "limits": limits,
            "groups": groups_on(today, units_here(request)),
            "told": _told("guide"),
        }
        return render(request, "portal/request.html", context)
    unit = known(code, request)
    found = columns.guide(VISITOR, code)
    facts = {one.code: one for one in found.facts} if found is not None else {}
    context = _frame(request, unit, "request") | {
        "limits": limits,
        "shown": found,
        "facts": [facts[name] for name in REQUEST if name in facts],
    }
    return render(request, "portal/unit_request.html", context)


def _page(request: HttpRequest, unit: Agency, column: str, found: ColumnPage | None) -> HttpResponse:
    context = _frame(request, unit, column) | {"shown": found}
    gone = found is not None and found.withdrawn
    return render(request, "portal/column_page.html", context, status=GONE if gone else 200)


def _of_all(request: HttpRequest, column: str, kind: str) -> HttpResponse:
    context = _frame(request, None, column) | {
        "groups": groups_on(clock.today(), units_here(request)),
        "told": _told(kind),
    }
    return render(request, "portal/column_of_all.html", context)


def _told(kind: str) -> dict[str, Any]:
    """Unit code to when it last published that page."""
    return columns.updates(VISITOR, kind)


def _frame(request: HttpRequest, unit: Agency | None, column: str, reports: int | None = None) -> dict[str, Any]:
    nav = nav_of(unit, clock.today(), column, site=site_here(request), reports=reports)
    return frame_of(unit, nav) | {"here": column}
