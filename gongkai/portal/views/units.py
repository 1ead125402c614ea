"""The units: all of them by level, and the home of each, also of those that ended."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.columns import published as columns
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.column_nav import Nav, nav_of
from gongkai.portal.here import site_here, units_here
from gongkai.portal.units import ended_by, groups_on
from gongkai.records import published
from gongkai.records.published import Shelf
from gongkai.statistics import reads as annual
from gongkai.units import reads
from gongkai.units.models import Agency

NEWEST = 8


def units(request: HttpRequest) -> HttpResponse:
    """Every unit that is or was, with how many records of each are public."""
    today = clock.today()
    every = units_here(request)
    context = {
        "here": "units",
        "groups": groups_on(today, every),
        "gone": ended_by(today, every),
        "counts": published.agency_counts(VISITOR),
    }
    return render(request, "portal/units.html", context)


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The home of a unit: its columns, what is new, whom to ask."""
    today = clock.today()
    found = known(code, request)
    reports = annual.of_agency(VISITOR, found)
    public = sum(1 for one in reports if one.state == one.State.PUBLISHED)
    nav = nav_of(found, today, "", site=site_here(request), reports=public)
    guide = columns.guide(VISITOR, code)
    total = sum(nav.tally.classes.values())
    context = frame_of(found, nav) | {
        "here": "units",
        "records": published.shelf(VISITOR, Shelf(agency=code), 1, today, total).object_list[:NEWEST],
        "updated": nav.updated,
        "guide": guide if guide is not None and not guide.withdrawn else None,
        "reports": [one for one in reports if one.state == one.State.PUBLISHED][:1],
        "former": reads.names_of(VISITOR, found)[:-1],
    }
    return render(request, "portal/unit.html", context)


def known(code: str, request: HttpRequest | None = None) -> Agency:
    """The unit of that code, existing or ended; looked up among those the frame shows anyway. Raises Http404."""
    if request is None:
        found = reads.agency(VISITOR, code)
    else:
        found = next((unit for unit in units_here(request) if unit.code == code), None)
    if found is None:
        raise Http404(gettext("没有这个单位"))
    return found


def frame_of(found: Agency | None, nav: Nav) -> dict[str, Any]:
    """What every page of a unit's columns needs: the unit, its menu, and what became of it if it ended."""
    ended = found is not None and found.ends is not None and found.ends <= clock.today()
    successors = reads.successors(VISITOR, found) if found is not None and ended else []
    return {"unit": found, "nav": nav, "ended": ended, "successors": successors}
