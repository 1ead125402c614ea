"""What the desk answers to its people outside any of its views: an unknown address, a file that is too large."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from gongkai.desk.frame.answers import refused, to_sign_in
from gongkai.desk.frame.asking import actor_in

ADDRESSES = "/desk/"
MEGABYTE = 1024 * 1024
# A browser shows the answer only after its sending is taken; beyond this the connection is simply closed.
DRAINED = 64 * MEGABYTE


def not_found(request: HttpRequest) -> HttpResponse | None:
    """The desk's page for an unknown address; None for another face's address, and for who is not signed in."""
    if not request.path.startswith(ADDRESSES) or not hasattr(request, "actor") or not actor_in(request).known:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        return refused(request, gettext("没有这个网址。可从左侧栏目重新打开。"), 404)


class TooLarge:
    """Turn away what is sent to the desk and says it is too large, before anything reads it; after `Asking`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """413 with the limit, or on. One megabyte is left for the form around the file."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        over = length.isdigit() and int(length) > (settings.UPLOAD_LIMIT_MB + 1) * MEGABYTE
        if not over or not request.path.startswith(ADDRESSES):
            return self.get_response(request)
        left = min(int(length), DRAINED)
        while left > 0 and (chunk := request.read(min(left, MEGABYTE))):
            left -= len(chunk)
        if not actor_in(request).known:
            return to_sign_in(request)
        with translation.override(settings.LANGUAGE_CODE):
            said = gettext("一次上传不超过 %(limit)s MB，没有接收。压缩图片或者减少附件后再上传。")
            return refused(request, said % {"limit": settings.UPLOAD_LIMIT_MB}, 413)
