"""The front page: find a report, or check one's own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.records import published
from gongkai.statistics import reads

NEWEST = 8


def home(request: HttpRequest) -> HttpResponse:
    """Newest records, newest reports and the agencies that have any."""
    agencies = list(reads.agencies_with_reports(VISITOR))
    context = {
        "here": "home",
        "records": published.newest(VISITOR, NEWEST, clock.today()),
        "newest": reads.newest(VISITOR, NEWEST),
        "agencies": agencies,
    }
    return render(request, "portal/home.html", context)
