"""The addresses of the open face. An address it does not have, or a method, is told in the same form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from gongkai.api.oa import api
from gongkai.api.problems import no_such_address, not_this_way

View = Callable[..., HttpResponse]


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


patterns, package, namespace = api.urls
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = no_address if pattern.name == "api-root" else answered(pattern.callback)

urlpatterns = [
    path("oa/v1/", include((patterns, package), namespace=namespace)),
    re_path(r"^", no_address),
]
