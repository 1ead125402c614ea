"""Published records: the list, one record's page or its stub, and its files. Nothing here can reach a draft."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.files import FileLost
from gongkai.kit.who import VISITOR
from gongkai.portal.downloads import UNFIT, as_file
from gongkai.records import published
from gongkai.records.published import PublicRecord, Wanted

GONE, MISSING = 410, 404
LONGEST = 100
# The only kind that a browser shows by itself without being able to run anything of ours; everything else is saved.
SHOWN = {"PDF": "application/pdf"}


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
    return render(request, "portal/record.html", context | {"files": _files(found)})


def download(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """One attachment of what is public under that number; 410 when it was withdrawn, 404 for anything else."""
    try:
        found = published.file_of(VISITOR, number, digest)
    except FileLost as lost:
        raise Http404 from lost
    if found is None:
        if published.was_withdrawn(VISITOR, number):
            return render(request, "portal/record_missing.html", {"here": "records", "gone": True}, status=GONE)
        return render(request, "portal/record_missing.html", {"here": "records"}, status=MISSING)
    name, data = found
    kind = SHOWN.get(name.rpartition(".")[2].upper())
    if kind is None:
        return as_file(data, name, "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(UNFIT.sub('_', name))}"
    response["Content-Length"] = str(len(data))
    return response


def _files(found: PublicRecord) -> list[dict[str, str]]:
    return [
        {
            "name": one.stem,
            "kind": one.kind,
            "size": one.size_words,
            "address": reverse("portal:record-file", args=(found.number, one.digest)),
        }
        for one in found.files
    ]


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
