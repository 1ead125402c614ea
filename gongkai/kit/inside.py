"""Asking this very program for an address, without a network: the whole chain of middleware answers."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase
from django.utils import translation

# Set only here: what comes over a network can only set names that begin with HTTP_.
FRESH = "gongkai.fresh"


def ask(address: str, *, fresh: bool = False) -> HttpResponseBase:
    """The answer to GET of an address (percent-encoded, without host, no cookies).

    `fresh`: made from the rows, never from a file of the page. The answer is not closed: that would end the request in
    which this is asked, and its connection with it.
    """
    path, _, query = address.partition("?")
    base = urlsplit(settings.BASE_URL)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query,
        "SCRIPT_NAME": "", "SERVER_NAME": base.hostname or "",
        "SERVER_PORT": str(base.port or (443 if base.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": base.netloc, "HTTP_X_FORWARDED_PROTO": base.scheme,
        "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": base.scheme, "wsgi.input": BytesIO(), FRESH: fresh,
    }  # fmt: skip
    with translation.override(translation.get_language()):
        return _handler(tuple(settings.MIDDLEWARE)).get_response(WSGIRequest(environ))


@cache
def _handler(middleware: tuple[str, ...]) -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler
