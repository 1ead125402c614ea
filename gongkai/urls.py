"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.portal.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("account/", include("gongkai.desk.account.urls")),
    path("api/", include("gongkai.api.urls")),
]

handler400 = "gongkai.portal.views.errors.bad_request"
handler403 = "gongkai.portal.views.errors.forbidden"
handler404 = "gongkai.faults.not_found"
handler500 = "gongkai.portal.views.errors.server_error"
