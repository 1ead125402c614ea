"""What the site's profile gives every page besides words: its colours as a stylesheet, and its emblem."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.columns import published
from gongkai.kit import clock
from gongkai.kit.files import FileLost
from gongkai.kit.who import VISITOR

# An address that names its content by hash never says anything else.
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"
KIND = "png"


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Custom properties with the site's colours; nothing at all for the platform's own."""
    digest, text = published.site_css(VISITOR, clock.today())
    response = HttpResponse(text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == digest else FOR_A_WHILE
    return response


@require_safe
def emblem(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    """The emblem in use, and no other kept file: always the PNG that was drawn anew when it was taken in."""
    try:
        data = published.emblem(VISITOR, digest) if kind == KIND else None
    except FileLost:
        data = None
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    return response
