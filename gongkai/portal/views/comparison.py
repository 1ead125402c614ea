"""One agency over the years: chart, table, what does not carry over, and text taken over unchanged."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.annual.comparing import compare
from gongkai.kit.who import VISITOR
from gongkai.portal.compared import ShownComparison, show_comparison
from gongkai.statistics import reads
from gongkai.statistics.models import AnnualReport
from gongkai.units.reads import agency as find_agency

DAY = 24 * 3600


def compare_years(request: HttpRequest, agency: str) -> HttpResponse:
    """The comparison page; 404 for an agency without a report."""
    found = find_agency(VISITOR, agency)
    rows = reads.of_agency(VISITOR, found) if found else []
    if found is None or not rows:
        raise Http404
    published = [row for row in rows if row.state == AnnualReport.State.PUBLISHED]
    context = {"here": "annual", "agency": found, "years": rows, "year": None, "count": len(published)}
    if published:
        context["compared"] = _compared(published)
    return render(request, "portal/comparison.html", context)


def _compared(published: list[AnnualReport]) -> ShownComparison:
    """Computed once for these very versions; any new version has another key."""
    versions = "|".join(sorted(row.content_hash for row in published))
    key = "compared:" + sha256(versions.encode()).hexdigest()
    kept: ShownComparison | None = cache.get(key)
    if kept is None:
        reports = {report.year: report for report in reads.series(VISITOR, published[0].agency) if report.year}
        kept = show_comparison(compare(reports), reports)
        cache.set(key, kept, DAY)
    return kept
