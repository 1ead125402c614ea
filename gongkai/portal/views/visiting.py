"""Counting a visit: asked for by the page itself, since pages are files that a web server hands out.

What comes in is the address of the page. What is kept is one more on the day, unit and column, nothing of the visitor.
"""

from __future__ import annotations

import base64
import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from gongkai.columns import visited
from gongkai.kit import clock
from gongkai.portal.limits import minutes_to_wait

log = logging.getLogger("gongkai.visits")
# One see-through dot, for browsers without script.
DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@csrf_exempt
@never_cache
@require_POST
def visit(request: HttpRequest) -> HttpResponse:
    """204 whatever was sent: whether it counted is nobody's to learn here."""
    _count(request, request.POST.get("p", ""))
    return HttpResponse(status=204)


@never_cache
@require_safe
def image(request: HttpRequest) -> HttpResponse:
    """The same for a browser without script."""
    if request.method == "GET":
        _count(request, request.GET.get("p", ""))
    return HttpResponse(DOT, content_type="image/gif")


def _count(request: HttpRequest, address: str) -> None:
    """Not counted: machines, other sites' pages, addresses that are no page, and whoever asks all too often."""
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if not own or not address or visited.is_machine(request.headers.get("User-Agent", "")):
        return
    now = clock.now()
    if minutes_to_wait(request, now, what="visit", limit=settings.VISITS_PER_HOUR):
        return
    try:
        found = visited.visited(address)
        if found is not None:
            visited.count([(now.date(), found, 1)])
    except DatabaseError as fault:
        # A page is read whether or not it is counted.
        log.warning("a visit was not counted: %s", type(fault).__name__)
