"""Published records: the list, and one record's page or its stub. Nothing here can reach a draft."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.record_files import files_of
from gongkai.records import published
from gongkai.records.published import Wanted

GONE, MISSING = 410, 404
LONGEST = 100


def listing(request: HttpRequest) -> HttpResponse:
    """What is public and asked for, 20 a page; an unknown filter value counts as not given."""
    today = clock.today()
    asked = request.GET
    agencies = published.agencies(VISITOR)
    classes = published.classes(VISITOR, today)
    years = published.years(VISITOR)
    wanted = Wanted(
        words=_words(asked.get("q", "")),
        agency=_known(asked.get("agency", ""), agencies),
        class_code=_known(asked.get("class", ""), classes),
        year=int(_known(asked.get("year", ""), years) or 0),
    )
    page = published.listing(VISITOR, wanted, asked.get("page", "1"), today)
    query = _query(wanted)
    context = {
        "here": "records",
        "wanted": wanted,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "agencies": agencies,
        "classes": classes,
        "years": years,
        "query": urlencode(query),
        "chosen": _chosen(query, {"agency": agencies, "class": classes, "year": years}),
    }
    return render(request, "portal/records.html", context)


def record(request: HttpRequest, number: str) -> HttpResponse:
    """The page of an index number; 410 with its stub when withdrawn."""
    today = clock.today()
    found = published.find(VISITOR, number, today)
    if found is None:
        return render(request, "portal/record_missing.html", {"here": "records"}, status=MISSING)
    context = {"here": "records", "record": found, "today": today}
    if found.withdrawn:
        return render(request, "portal/record_withdrawn.html", context, status=GONE)
    return render(request, "portal/record.html", context | {"files": files_of(found)})


def _words(typed: str) -> str:
    """What was typed, without the characters nobody can type: a database may refuse them."""
    return "".join(letter if letter.isprintable() else " " for letter in typed).strip()[:LONGEST]


def _known(value: str, choices: list[published.Choice]) -> str:
    return value if value in {choice.code for choice in choices} else ""


def _query(wanted: Wanted) -> dict[str, str]:
    pairs = {
        "q": wanted.words, "agency": wanted.agency, "class": wanted.class_code, "year": str(wanted.year or ""),
    }  # fmt: skip
    return {name: value for name, value in pairs.items() if value}


def _chosen(query: dict[str, str], choices: dict[str, list[published.Choice]]) -> list[dict[str, Any]]:
    """The filters in force, each with the address of the same list without it."""
    labels = {name: {one.code: one.label for one in some} for name, some in choices.items()}
    labels["year"] = {code: gettext("%(year)s 年") % {"year": code} for code in labels["year"]}
    return [
        {
            "words": labels[name][value] if name in labels else value,
            "without": urlencode({other: query[other] for other in query if other != name}),
        }
        for name, value in query.items()
    ]
