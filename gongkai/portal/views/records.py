"""Published records: the list, and one record's page or its stub. Nothing here can reach a draft."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.asking import plain
from gongkai.portal.narrowing import agency_names, class_label
from gongkai.portal.paging import window
from gongkai.portal.record_files import files_of
from gongkai.records import published
from gongkai.records.published import Choice, Wanted

GONE, MISSING = 410, 404
LONGEST = 100


def listing(request: HttpRequest) -> HttpResponse:
    """What is public and asked for, 20 a page; an unknown filter value counts as not given.

    Words are looked for in the index, in title, text and numbers; without words the list itself is leafed through.
    """
    today = clock.today()
    asked = request.GET
    agencies, classes, years = _agencies(), _classes(today), _years()
    wanted = Wanted(
        words=plain(asked.get("q", ""), LONGEST),
        agency=_known(asked.get("agency", ""), agencies),
        class_code=_known(asked.get("class", ""), classes),
        year=int(_known(asked.get("year", ""), years) or 0),
    )
    query = _query(wanted)
    context = {
        "here": "records",
        "wanted": wanted,
        "agencies": agencies,
        "classes": classes,
        "years": years,
        "chosen": _chosen(query, {"agency": agencies, "class": classes, "year": years}),
    }
    return render(
        request, "portal/records.html", context | _found(wanted, asked.get("page", "1"), urlencode(query), today)
    )


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


def _found(wanted: Wanted, page: str, query: str, today: date) -> dict[str, Any]:
    """One page of the list: its lines, how many there are, whether there are more than that, and the pager."""

    def address(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    if not wanted.words:
        leaf = published.listing(VISITOR, wanted, page, today)
        pages = window(leaf.number, leaf.paginator.num_pages, address)
        return {"lines": list(leaf.object_list), "total": leaf.paginator.count, "more": False, "pages": pages}
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
    asked = published.Asked(
        on=today,
        words=wanted.words,
        kinds=("record",),
        agencies=(wanted.agency,) if wanted.agency else (),
        classes=(wanted.class_code,) if wanted.class_code else (),
        years=(wanted.year,) if wanted.year else (),
        page=number,
    )
    answer = published.search(VISITOR, asked)
    lines = [one.record for one in answer.lines if one.record]
    return {
        "lines": lines,
        "total": answer.total,
        "more": answer.more,
        "pages": window(answer.page, answer.pages, address),
    }


def _agencies() -> list[Choice]:
    counts = published.side_counts(VISITOR, "agency")
    names = agency_names(counts)
    return [Choice(code, names.get(code, code), counts[code]) for code in sorted(counts)]


def _classes(today: date) -> list[Choice]:
    counts = published.class_counts(VISITOR)
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [Choice(code, class_label(code, today), count) for code, count in most]


def _years() -> list[Choice]:
    counts = published.side_counts(VISITOR, "year")
    return [Choice(year, year, counts[year]) for year in sorted(counts, reverse=True)]


def _known(value: str, choices: list[Choice]) -> str:
    return value if value in {choice.code for choice in choices} else ""


def _query(wanted: Wanted) -> dict[str, str]:
    pairs = {
        "q": wanted.words, "agency": wanted.agency, "class": wanted.class_code, "year": str(wanted.year or ""),
    }  # fmt: skip
    return {name: value for name, value in pairs.items() if value}


def _chosen(query: dict[str, str], choices: dict[str, list[Choice]]) -> list[dict[str, Any]]:
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
