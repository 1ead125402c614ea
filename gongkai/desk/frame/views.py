"""Home, switching units, messages and the page of keys."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.desk.frame import keys, standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.frame.day import day_of
from gongkai.desk.frame.filings_day import filings_day
from gongkai.desk.frame.requests_day import requests_day
from gongkai.kit import clock
from gongkai.statistics import reads_compiling
from gongkai.supervision.reads_home import home_figures, oversees
from gongkai.units.actions.read_notices import read_notices
from gongkai.units.reads_people import notices

PAGE = 20


@require_GET
@staff_page
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person today: figures, tasks by due date, what came back, what others have."""
    only, actor = request.GET.get("only", ""), actor_in(request)
    watched = home_figures(actor, clock.today())
    day = day_of(
        actor, clock.now(), only, request.GET.get("page", ""), **watched, in_review=reads_compiling.in_review(actor)
    )
    beside = day.counts.beside
    return render(
        request,
        "desk/home.html",
        {
            "day": day,
            "only": only,
            "asked": requests_day(request),
            "filing": filings_day(request),
            "watched": (beside["late"], beside["due_today"]) if watched else None,
            "oversees": oversees(actor),
            "reports": reads_compiling.to_judge(actor) if beside["in_review"] else [],
        },
    )


@require_POST
@staff_page
def switch(request: HttpRequest) -> HttpResponse:
    """Work in another unit, and go on where one was."""
    standing.choose(request, request.POST.get("unit", ""))
    back = request.POST.get("next", "")
    own = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if own else reverse("desk:home"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def messages_page(request: HttpRequest) -> HttpResponse:
    """The person's messages, the newest first; sending the form marks them as read."""
    if request.method == "POST":
        read_notices(actor=actor_in(request), now=clock.now())
        return redirect("desk:messages")
    page = Paginator(notices(actor_in(request)), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/messages.html", {"page": page})


@require_GET
@staff_page
def keys_page(request: HttpRequest) -> HttpResponse:
    """Which keys do what."""
    return render(request, "desk/keys.html", {"lists": keys.listed()})
