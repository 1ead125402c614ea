"""The front page: find what is public, ask for what is not, the statutory columns, what is new, every unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.columns import published as columns
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.column_nav import shelves_of
from gongkai.portal.here import units_here
from gongkai.portal.units import groups_on
from gongkai.records import published
from gongkai.records.published import Shelf
from gongkai.statistics import reads

NEWEST, RULES, REPORTS, POINTS = 8, 3, 2, 4


def home(request: HttpRequest) -> HttpResponse:
    """Newest records, rules and reports, how much there is of everything, and where to go on."""
    today = clock.today()
    tally = published.tally(VISITOR)
    kinds = published.rule_kinds(today)
    total = sum(tally.kinds.get(kind, 0) for kind in kinds)
    rules = published.shelf(VISITOR, Shelf(kinds=kinds), 1, today, total)
    groups = groups_on(today, units_here(request))
    points = columns.reading_points(VISITOR)
    context = {
        "here": "home",
        "records": published.newest(VISITOR, NEWEST, today),
        "rules": rules.object_list[:RULES],
        "newest": reads.newest(VISITOR, REPORTS),
        "shelves": shelves_of(None, tally.classes, today),
        "unit_groups": groups,
        "unit_total": sum(len(group.units) for group in groups),
        "points": [
            {"title": one.title, "address": one.value("address"), "phone": one.value("phone")}
            for one in points[:POINTS]
        ],
    }
    return render(request, "portal/home.html", context)
