"""What one visitor may send: not too much at once, not too often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from gongkai.portal.views.errors import too_large

MEGABYTE = 1024 * 1024
HOUR = 3600
# A browser shows the answer only after its sending is taken; beyond this the connection is simply closed.
DRAINED = 64 * MEGABYTE


# The desk tells its own people, once it is known who they are.
ANSWERED_ELSEWHERE = "/desk/"


class UploadLimit:
    """Turn away a body that says it is too large before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413 in plain words, or on to the page. One megabyte is left for the form around the file."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        over = length.isdigit() and int(length) > (settings.UPLOAD_LIMIT_MB + 1) * MEGABYTE
        if over and not request.path.startswith(ANSWERED_ELSEWHERE):
            _drain(request, min(int(length), DRAINED))
            return too_large(request)
        return self.get_response(request)


def minutes_to_wait(request: HttpRequest, now: datetime, *, what: str, limit: int) -> int:
    """0 when this visitor may do `what` once more in this hour, else the whole minutes until he may.

    The address is kept only as a keyed hash, and only until the hour is over.
    """
    key, minutes = _counter(request, now, what)
    cache.add(key, 0, timeout=HOUR)
    try:
        count = cache.incr(key)
    except ValueError:
        count = 1  # the entry ran out between the two calls
    return 0 if count <= limit else minutes


def used_up(request: HttpRequest, now: datetime, *, what: str, limit: int) -> int:
    """The minutes to wait where `what` was done `limit` times this hour, else 0; asking does not count."""
    key, minutes = _counter(request, now, what)
    return minutes if int(cache.get(key, 0)) >= limit else 0


def _counter(request: HttpRequest, now: datetime, what: str) -> tuple[str, int]:
    hour, passed = divmod(int(now.timestamp()), HOUR)
    key = f"{what}:" + sha256(f"{settings.SECRET_KEY}|{visitor_of(request)}|{hour}".encode()).hexdigest()
    return key, (HOUR - passed) // 60 + 1


def visitor_of(request: HttpRequest) -> str:
    """The address of the visitor: the connection's, or the one that the nearest trusted proxy saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(seen) >= settings.PROXIES:
            return seen[-int(settings.PROXIES)]
    return str(request.META.get("REMOTE_ADDR", ""))


def _drain(request: HttpRequest, length: int) -> None:
    left = length
    while left > 0:
        chunk = request.read(min(left, MEGABYTE))
        if not chunk:
            return
        left -= len(chunk)
