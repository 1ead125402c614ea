"""What Wagtail leaves to the site: the list of all with its filters, the search as in the manual, the map in pieces."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.contrib.sitemaps import Sitemap

from bench.portal.wagtail_site.models import A_PAGE, RecordPage


class Pieces(Sitemap):
    """Pieces as large as the product's."""

    limit = 20_000


def listing(request: HttpRequest) -> HttpResponse:
    """All publications, of one unit or year where asked."""
    rows = RecordPage.objects.live().order_by("-first_published_at")
    if unit := request.GET.get("unit"):
        rows = rows.filter(url_path__startswith=f"/portal/unit-{unit}/")
    if year := request.GET.get("year"):
        rows = rows.filter(first_published_at__year=year)
    found = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portalsite/listing.html", {"rows": found})


def search(request: HttpRequest) -> HttpResponse:
    """A page of what its search finds."""
    query = request.GET.get("query", "")
    found = Paginator(RecordPage.objects.live().search(query), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "portalsite/listing.html", {"rows": found, "query": query})
