"""The report column: agencies down, years across, filtered by what stands in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gongkai.kit.who import VISITOR
from gongkai.law.formats import formats
from gongkai.portal.matrix import matrix_of
from gongkai.statistics import reads
from gongkai.statistics.reads import FINDINGS, Wanted

A_PAGE = 20
LONGEST = 100


def column(request: HttpRequest) -> HttpResponse:
    """The matrix of what was asked for; an unknown filter value counts as not given."""
    asked = request.GET
    agencies = list(reads.agencies_with_reports(VISITOR))
    known = {agency.code for agency in agencies}
    wanted = Wanted(
        words=_words(asked.get("q", "")),
        agency=asked.get("agency", "") if asked.get("agency") in known else "",
        edition=asked.get("format", "") if asked.get("format") in formats() else "",
        findings=asked.get("findings", "") if asked.get("findings") in FINDINGS else "",
    )
    found = reads.column(VISITOR, wanted)
    matrix = matrix_of(found)
    page = Paginator(matrix.rows, A_PAGE).get_page(asked.get("page"))
    context = {
        "here": "annual",
        "wanted": wanted,
        "chosen": _chosen(wanted, {agency.code: agency.short for agency in agencies}),
        "agencies": agencies,
        "editions": [(form.id, form.title) for form in formats().values()],
        "findings": [(kind, _findings_words(kind)) for kind in FINDINGS],
        "matrix": matrix,
        "page": page,
        "count": len(found),
        "query": urlencode(_query(wanted)),
    }
    return render(request, "portal/column.html", context)


def _words(typed: str) -> str:
    """What was typed, without the characters nobody can type: a database may refuse them."""
    return "".join(letter if letter.isprintable() else " " for letter in typed).strip()[:LONGEST]


def _findings_words(kind: str) -> str:
    return {"errors": gettext("有错误"), "any": gettext("有核对意见"), "none": gettext("核对相符")}[kind]


def _query(wanted: Wanted) -> dict[str, str]:
    pairs = {
        "q": wanted.words, "agency": wanted.agency, "format": wanted.edition, "findings": wanted.findings,
    }  # fmt: skip
    return {name: value for name, value in pairs.items() if value}


def _chosen(wanted: Wanted, shorts: dict[str, str]) -> list[dict[str, Any]]:
    """The filters in force, each with the address of the same list without it."""
    words = {
        "q": wanted.words,
        "agency": shorts.get(wanted.agency, ""),
        "format": formats()[wanted.edition].title if wanted.edition else "",
        "findings": _findings_words(wanted.findings) if wanted.findings else "",
    }
    query = _query(wanted)
    return [
        {"words": words[name], "without": urlencode({other: query[other] for other in query if other != name})}
        for name in query
    ]
