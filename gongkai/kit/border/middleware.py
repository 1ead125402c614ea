"""The first thing a request meets: is this the public's or the staff's?"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from gongkai.kit.border import as_public, as_public_each


class Border:
    """Every address is public but those below `PRIVATE_PATHS`. Stands before all that could ask the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer on the right side. On the public side nobody is signed in: who has a session there, is not asked."""
        if request.path_info.startswith(tuple(settings.PRIVATE_PATHS)):
            return self.get_response(request)
        # No name of anything holds a NUL, and PostgreSQL faults on one: with a mark in its place nothing is found.
        request.path_info = request.path_info.replace("\x00", "\ufffd")
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        with as_public():
            response = self.get_response(request)
        # What is made while it is sent is made on this side too; the bytes of a file ask no database.
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = as_public_each(iter(response))
        return response
