"""Who stands at the door: the login as typed, the address it comes from, and the page for one who is locked out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.kit import clock
from gongkai.units.reads_people import locked_until

LONGEST = int(get_user_model()._meta.get_field("login").max_length or 63)


def login_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The login of an attempt, in small letters and cut to what a login can be; None where none was given."""
    typed = (credentials or {}).get("username") or request.POST.get("login")
    return str(typed).strip().lower()[:LONGEST] if typed else None


def address_of(request: HttpRequest) -> str | None:
    """The address of the connection, or the one that the nearest trusted proxy saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(seen) >= settings.PROXIES:
            return seen[-int(settings.PROXIES)]
    return request.META.get("REMOTE_ADDR") or None


def locked_page(
    request: HttpRequest, response: HttpResponse | None = None, credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Says until when the login is locked and whom to ask; the same for a login that nobody has."""
    until = locked_until(login_of(request, credentials) or "", clock.now())
    context = {"until": until, "minutes": settings.LOCK_MINUTES, "failures": settings.LOCK_FAILURES}
    return render(request, "account/locked.html", context, status=429)
