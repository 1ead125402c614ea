"""Open data of the catalogue: the page that explains it, the list of its files, and the files of each year."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.kit import clock
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import VISITOR
from gongkai.law.open_catalogue import catalogue_columns
from gongkai.portal.open_data import VERSION, as_csv, as_json
from gongkai.records import published
from gongkai.records.published import Entry

KINDS = ("csv", "json")


def explained(request: HttpRequest) -> HttpResponse:
    """What the data is, which files there are, and how a program asks for it."""
    context = {
        "here": "open",
        "years": published.catalogue_years(VISITOR),
        "columns": catalogue_columns(clock.today()),
        "terms": settings.OPEN_TERMS,
        "version": VERSION,
        "api": settings.BASE_URL + reverse("open:openapi-json"),
    }
    return render(request, "portal/open.html", context)


def listed(request: HttpRequest) -> HttpResponse:
    """The files with their addresses, counts and moments, for programs."""
    today = clock.today()
    found = {
        "version": VERSION,
        "owner": settings.SITE["owner"],
        "terms": settings.OPEN_TERMS,
        "columns": {column.code: column.label for column in catalogue_columns(today)},
        "files": [
            {
                "year": one.year,
                "records": one.count,
                "changed_at": one.changed_at.astimezone(BEIJING).isoformat(timespec="minutes"),
                **{
                    kind: settings.BASE_URL + reverse(f"portal:open-catalogue-{kind}", args=(one.year,))
                    for kind in KINDS
                },
            }
            for one in published.catalogue_years(VISITOR)
        ],
    }
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})


def year_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The records first published in that year as CSV; 404 for a year without any."""
    today = clock.today()
    return HttpResponse(as_csv(_of(year, today), today), content_type="text/csv; charset=utf-8")


def year_json(request: HttpRequest, year: int) -> HttpResponse:
    """The same as JSON."""
    today = clock.today()
    return HttpResponse(as_json(_of(year, today), year, today), content_type="application/json")


def _of(year: int, on: date) -> list[Entry]:
    if not date.min.year < year < date.max.year:
        raise Http404
    found = list(published.catalogue(VISITOR, year, on))
    if not found:
        raise Http404
    return found
