"""Public addresses of what the site's profile gives every page: its colours and its emblem."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import path, reverse

from gongkai.kit.models import PublicChange
from gongkai.portal import pages
from gongkai.portal.pages import PageKind
from gongkai.portal.views import site

urlpatterns = [
    path("site.css", site.stylesheet, name="site-css"),
    path("site/emblem/<str:digest>.<slug:kind>", site.emblem, name="site-emblem"),
]


def _css(change: PublicChange) -> Iterable[str]:
    return [reverse("portal:site-css")] if change.kind == "site" else []


pages.register(
    PageKind("site-css", kept=True, touched=_css, everything=lambda: [reverse("portal:site-css")]),
    PageKind("site-emblem", kept=False, why="a picture; browsers keep it for ever by its address"),
)
