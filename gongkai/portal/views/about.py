"""Help, the accessibility statement, and what machines ask for."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from gongkai.kit.border import public_database


def help_page(request: HttpRequest) -> HttpResponse:
    """How to read a report page and how to check a report."""
    return render(request, "portal/help.html", {"here": "help", "limit": settings.UPLOAD_LIMIT_MB})


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html")


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 `ok` when the database answers, else 503. For load balancers, not for people."""
    try:
        with connections[public_database()].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be indexed; switches and checks have nothing to index."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('portal:display')}",
        f"Disallow: {reverse('portal:check')}",
        f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")
