"""The terminal at a reading point: its start, what it says of itself, the look of its pages, and forgetting."""

from __future__ import annotations

from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.columns import published as columns
from gongkai.columns.published import ColumnPage
from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal import browsing
from gongkai.portal.modes import CHOICES
from gongkai.portal.terminal.frame import MISSING, PATH, at_point, kept_by_nobody, shown
from gongkai.records import published

# What the browser is asked to forget; honoured where the page came over https or from this machine.
FORGET = '"cache", "cookies", "storage"'
NEWEST = 6
# What a reading point says of itself at the foot of every page, in this order.
ASK = ("hours", "phone", "services", "accessibility", "address", "transport")


@kept_by_nobody
def choose(request: HttpRequest) -> HttpResponse:
    """For whoever sets a terminal up: at which reading point it stands. Those that say they have one come first."""
    points = sorted(columns.reading_points(VISITOR), key=lambda one: (not one.flag("terminal"), one.agency_code))
    context = {"start": PATH, "again": PATH, "idle": 0, "looks": [], "points": points, "up": PATH}
    return render(request, "portal/terminal/choose.html", context)


@at_point
def home(request: HttpRequest, point: ColumnPage) -> HttpResponse:
    """Nine ways in, and what was published last."""
    today = clock.today()
    context = {
        "sides": [(side, browsing.side_name(side)) for side in browsing.SIDES if side != "agency"],
        "newest": published.newest(VISITOR, NEWEST, today),
    }
    return shown(request, "home", point, context)


@at_point
def about(request: HttpRequest, point: ColumnPage) -> HttpResponse:
    """The reading point: when it is open, whom to ask, what it offers."""
    facts = {one.code: one for one in point.facts}
    return shown(request, "about", point, {"facts": [facts[code] for code in ASK if code in facts]})


@at_point
def look(request: HttpRequest, point: ColumnPage, name: str, value: str) -> HttpResponse:
    """Turn a look on or off for this visit and come back to the same page of this terminal."""
    start = reverse("portal:terminal-home", args=(point.key,))
    if value not in CHOICES.get(name, ()):
        return HttpResponse(status=MISSING)
    back = request.GET.get("next", "")
    # A browser goes a step up for %2e%2e as well.
    safe = back.startswith(start) and ".." not in unquote(back) and "\\" not in unquote(back)
    safe = safe and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = HttpResponseRedirect(back if safe else start)
    if value == CHOICES[name][0]:
        response.delete_cookie(name, path=PATH, samesite="Lax")
    else:
        response.set_cookie(name, value, path=PATH, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@at_point
def again(request: HttpRequest, point: ColumnPage) -> HttpResponse:
    """Forget whoever was here, and begin again. Other sites' pages can ask for this too: they clear nothing."""
    response = shown(request, "again", point, {"idle": 0})
    for name in CHOICES:
        response.delete_cookie(name, path=PATH, samesite="Lax")
    asked_for = (request.headers.get("Sec-Fetch-Dest", ""), request.headers.get("Sec-Fetch-Site", ""))
    if asked_for in (("document", "same-origin"), ("document", "none")):
        response["Clear-Site-Data"] = FORGET
    return response
