"""The reading points of article 25: all of them by kind of hall, or those that one unit runs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.columns import published as columns
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.column_nav import nav_of
from gongkai.portal.here import site_here
from gongkai.portal.views.units import frame_of, known


def reading_points(request: HttpRequest, code: str = "") -> HttpResponse:
    """Where public information can be read on the spot: address, hours, phone, terminal, help."""
    unit = known(code, request) if code else None
    points = columns.reading_points(VISITOR, code)
    halls: dict[str, list[columns.ColumnPage]] = {}
    for point in points:
        halls.setdefault(point.value("hall"), []).append(point)
    context = frame_of(unit, nav_of(unit, clock.today(), "reading_points", site=site_here(request))) | {
        "here": "reading_points",
        "halls": list(halls.items()),
        "total": len(points),
    }
    return render(request, "portal/reading_points.html", context)
