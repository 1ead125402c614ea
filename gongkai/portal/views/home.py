"""The front page: find what is public, ask for what is not, the statutory columns, what is new, every unit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.columns import published as columns
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.column_nav import shelves_of
from gongkai.portal.units import groups_on
from gongkai.records import published
from gongkai.statistics import reads

NEWEST, RULES, REPORTS = 8, 4, 4


def home(request: HttpRequest) -> HttpResponse:
    """Newest records, rules and reports, how much there is of everything, and where to go on."""
    today = clock.today()
    rules = published.shelf(VISITOR, published.Shelf(kinds=published.rule_kinds(today)), 1, today)
    groups = groups_on(today)
    points = columns.reading_points(VISITOR)
    context = {
        "here": "home",
        "records": published.newest(VISITOR, NEWEST, today),
        "rules": rules.object_list[:RULES],
        "newest": reads.newest(VISITOR, REPORTS),
        "shelves": shelves_of(None, published.class_counts(VISITOR), today),
        "unit_groups": groups,
        "unit_total": sum(len(group.units) for group in groups),
        "points": [
            {"title": one.title, "address": one.value("address"), "phone": one.value("phone")}
            for one in points[:REPORTS]
        ],
    }
    return render(request, "portal/home.html", context)
