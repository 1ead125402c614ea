"""One agency's report on one year, its stub when withdrawn, and its files."""

from __future__ import annotations

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from gongkai.kit.who import VISITOR
from gongkai.portal.downloads import BY_ID, KINDS, as_file, size_in_words
from gongkai.portal.showing import show
from gongkai.statistics import reads
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.snapshot import thaw

GONE = 410


def report(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """The report page; 410 with a stub when it was withdrawn."""
    found = _found(agency, year)
    context = {"here": "annual", "report": found, "agency": found.agency, "year": year}
    context["years"] = reads.of_agency(VISITOR, found.agency)
    if found.state == AnnualReport.State.WITHDRAWN:
        return render(request, "portal/withdrawn.html", context, status=GONE)
    context |= {"shown": show(thaw(found.content)), "files": _files(found)}
    return render(request, "portal/report.html", context)


def download(request: HttpRequest, agency: str, year: int, kind: str) -> HttpResponse:
    """One file of a published report: `original` or one of the rendered kinds."""
    found = _found(agency, year)
    data = reads.file_of(VISITOR, found, kind)
    if data is None:
        raise Http404
    if kind == "original":
        return as_file(data, found.original_name, "application/octet-stream")
    return as_file(data, f"{found.title}.{kind}", BY_ID[kind].mime)


def _found(agency: str, year: int) -> AnnualReport:
    found = reads.current(VISITOR, agency, year)
    if found is None:
        raise Http404
    return found


def _files(found: AnnualReport) -> list[dict[str, str]]:
    """The buttons: rendered kinds first, the original last with its own format."""
    buttons = [
        {"words": kind.words, "address": _address(found, kind.id), "size": size_in_words(found.files[kind.id]["size"])}
        for kind in KINDS
        if kind.id in found.files
    ]
    ending = PurePath(found.original_name).suffix.lstrip(".").upper()
    words = gettext("原件") + (f" {ending}" if ending else "")
    return [
        *buttons,
        {"words": words, "address": _address(found, "original"), "size": size_in_words(found.original_size)},
    ]


def _address(found: AnnualReport, kind: str) -> str:
    return reverse("portal:download", args=(found.agency.code, found.year, kind))
