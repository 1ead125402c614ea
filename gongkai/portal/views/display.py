"""Turn a display mode on or off and go back: a link, so that it works without script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from gongkai.portal.modes import CHOICES, keep


@never_cache
def display(request: HttpRequest) -> HttpResponse:
    """Keep the known choices given, forget nothing else, and return to `next` when it is a page of this site."""
    back = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = HttpResponseRedirect(back if own else reverse("portal:home"))
    for name, known in CHOICES.items():
        value = request.GET.get(name, "")
        if value in known:
            keep(response, name, value, secure=request.is_secure())
    return response
