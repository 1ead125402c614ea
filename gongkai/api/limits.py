"""How much and how often an office system may send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from gongkai.api.problems import answer

MEGABYTE = 1024 * 1024
MINUTE = 60
CALLS_A_MINUTE = 120
WRONG_KEYS_A_MINUTE = 20
ADDRESSES = "/api/"
# What is still read of a body that is refused, so that the sender gets to see the answer.
DRAINED = 64 * MEGABYTE


class TooLarge:
    """Refuse a body that says it is too large, in the interface's own form, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413 with code and sentence, or on."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        over = length.isdigit() and int(length) > (settings.UPLOAD_LIMIT_MB + 1) * MEGABYTE
        if not over or not request.path.startswith(ADDRESSES):
            return self.get_response(request)
        left = min(int(length), DRAINED)
        while left > 0 and (chunk := request.read(min(left, MEGABYTE))):
            left -= len(chunk)
        return too_large()


def too_large() -> HttpResponse:
    """The refusal of a body over the site's limit."""
    said = f"一次移送不超过 {settings.UPLOAD_LIMIT_MB} MB，没有接收。请压缩图片或者减少附件后再移送。"
    return answer(413, "too-large", said)


def seconds_to_wait(what: str, limit: int, now: datetime) -> int:
    """0 when `what` may be done once more in this minute, else the seconds until it may. Counts this once."""
    minute, passed = divmod(int(now.timestamp()), MINUTE)
    key = counter_of(what, minute)
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:
        count = 1  # the entry ran out between the two calls
    return 0 if count <= limit else MINUTE - passed


def is_over(what: str, limit: int, now: datetime) -> bool:
    """Whether the limit is used up, without counting."""
    return int(cache.get(counter_of(what, int(now.timestamp()) // MINUTE), 0)) >= limit


def counter_of(what: str, minute: int) -> str:
    """The cache's key; no address stands in it."""
    return "api:" + sha256(f"{settings.SECRET_KEY}|{what}|{minute}".encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address of the caller: the connection's, or the one that the nearest trusted proxy saw."""
    if settings.PROXIES:
        seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(seen) >= settings.PROXIES:
            return seen[-int(settings.PROXIES)]
    return str(request.META.get("REMOTE_ADDR", ""))
