"""The terminal's frame: which reading point it stands at, the look chosen, and that nobody keeps what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gongkai.columns import published as columns
from gongkai.columns.published import ColumnPage
from gongkai.kit.who import VISITOR
from gongkai.portal.modes import CHOICES, modes_of
from gongkai.portal.scanning import as_svg

PATH = "/terminal/"
# Seconds: the shortest wait, how long before its end people are asked, and how many times longer without script.
SHORTEST, WARNING, PLAIN = 30, 20, 3
MISSING = 404
View = Callable[..., HttpResponse]


def kept_by_nobody(view: View, allowed: Callable[[View], View] = require_safe) -> View:
    """GET only unless `allowed` says otherwise, and in no cache: not the browser's, not one on the way."""

    @allowed
    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        return unkept(view(request, *given, **named))

    return answered


def unkept(response: HttpResponse) -> HttpResponse:
    """The answer, to be kept by nobody."""
    patch_cache_control(response, no_store=True, private=True)
    return response


def at_point(view: View, allowed: Callable[[View], View] = require_safe) -> View:
    """A page of the terminal at the reading point of its address; 404 in the terminal's frame for any other point."""

    @wraps(view)
    def answered(request: HttpRequest, point: str, *given: Any, **named: Any) -> HttpResponse:
        found = columns.reading_point(VISITOR, point)
        if found is None or found.withdrawn:
            return problem(
                request,
                MISSING,
                gettext("没有这个查阅点"),
                gettext("请工作人员在终端的起始页重新选择所在的查阅点。"),
                start=PATH,
            )
        return view(request, found, *given, **named)

    return kept_by_nobody(answered, allowed)


def shown(
    request: HttpRequest, template: str, point: ColumnPage, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the frame. `context["up"]` is where 返回 leads; without it, to the start."""
    start = reverse("portal:terminal-home", args=(point.key,))
    frame = _frame(request, start) | {"point": point, "up": start}
    return render(request, f"portal/terminal/{template}.html", {**frame, **context}, status=status)


def problem(request: HttpRequest, status: int, heading: str, *sentences: str, start: str = "") -> HttpResponse:
    """What cannot be shown, said in the terminal's frame: from here too nothing leads outside."""
    start = start or start_of(request.path)
    context = _frame(request, start) | {"heading": heading, "sentences": sentences, "up": start}
    return unkept(render(request, "portal/terminal/problem.html", context, status=status))


def start_of(path: str) -> str:
    """The start of the terminal that an address, however odd, belongs to."""
    key = path.removeprefix(PATH).partition("/")[0]
    known = key and len(key) <= 100 and key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return reverse("portal:terminal-home", args=(key,)) if known else PATH


def code_of(address: str) -> dict[str, str]:
    """A public page of this site to take home, by its path: its whole address, and that as a code to scan."""
    whole = settings.BASE_URL + address
    return {"address": whole, "svg": as_svg(whole)}


def _frame(request: HttpRequest, start: str) -> dict[str, Any]:
    modes = modes_of(request)
    changed = any(getattr(modes, name) != known[0] for name, known in CHOICES.items())
    at_start = start != PATH
    idle = max(SHORTEST, settings.TERMINAL_IDLE_SECONDS)
    return {
        "start": start,
        "again": f"{start}again/" if at_start else PATH,
        # A start page that nobody changed has nothing to forget.
        "idle": idle if at_start and (request.get_full_path() != start or changed) else 0,
        "idle_plain": idle * PLAIN,
        "warning": WARNING,
        "looks": _looks(request, start) if at_start else [],
    }


def _looks(request: HttpRequest, start: str) -> list[dict[str, Any]]:
    modes = modes_of(request)
    key, here = start.removeprefix(PATH).strip("/"), request.get_full_path()
    words = {
        "size": (gettext("大字"), "large"),
        "contrast": (gettext("高对比度"), "more"),
        "language": ("中文" if modes.language == "en" else "English", "en"),
    }
    found = []
    for name, (label, other) in words.items():
        on = getattr(modes, name) == other
        value = CHOICES[name][0] if on else other
        address = reverse("portal:terminal-look", args=(key, name, value)) + "?" + urlencode({"next": here})
        found.append({"name": name, "words": label, "on": on, "address": address})
    return found
