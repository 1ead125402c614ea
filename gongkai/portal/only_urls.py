"""The addresses of production's public process (settings/portal): the portal, and nothing beside it."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("gongkai.portal.urls"))]

handler400 = "gongkai.portal.views.errors.bad_request"
handler403 = "gongkai.portal.views.errors.forbidden"
handler404 = "gongkai.portal.views.errors.not_found"
handler500 = "gongkai.portal.views.errors.server_error"
