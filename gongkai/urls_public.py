"""The addresses of production's public process (settings/portal): the portal, the open interface, nothing beside."""

from __future__ import annotations

from django.urls import URLResolver, include, path

from gongkai.api.urls import urlpatterns as interfaces

OPEN = "open/v1/"

urlpatterns = [
    path("", include("gongkai.portal.urls")),
    path("api/", include([one for one in interfaces if isinstance(one, URLResolver) and str(one.pattern) == OPEN])),
]

handler400 = "gongkai.portal.views.errors.bad_request"
handler403 = "gongkai.portal.views.errors.forbidden"
handler404 = "gongkai.portal.views.errors.not_found"
handler500 = "gongkai.portal.views.errors.server_error"
