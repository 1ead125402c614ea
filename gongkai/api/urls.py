"""The addresses of the open face. An address it does not have, or a method, is told in the same form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from gongkai.api.oa import api
from gongkai.api.open import api as open_api
from gongkai.api.problems import no_such_address, not_this_way

View = Callable[..., HttpResponse]
Patterns = list[URLPattern | URLResolver]


def answered(view: View) -> View:
    """The view, with a wrong method told as every other problem."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = view(request, *args, **kwargs)
        return not_this_way(found["Allow"]) if found.status_code == 405 else found

    return run


@csrf_exempt
def no_address(request: HttpRequest) -> HttpResponse:
    """404 in the interface's form."""
    return no_such_address()


def for_anybody(view: View) -> View:
    """The view, whose answers pages of other sites may read too: everything in them is public."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = view(request, *args, **kwargs)
        found["Access-Control-Allow-Origin"] = "*"
        found["Cross-Origin-Resource-Policy"] = "cross-origin"
        return found

    return run


def addresses(
    of: NinjaAPI, around: Callable[[View], View] = answered
) -> tuple[tuple[list[URLPattern | URLResolver], str], str]:
    """The patterns of an interface, with its root and wrong methods answered in the house's form."""
    patterns, package, namespace = of.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = no_address if pattern.name == "api-root" else around(pattern.callback)
    return (patterns, package), namespace


urlpatterns = [
    path("oa/v1/", include(*addresses(api))),
    path("open/v1/", include(*addresses(open_api, lambda view: for_anybody(answered(view))))),
    re_path(r"^", no_address),
]
