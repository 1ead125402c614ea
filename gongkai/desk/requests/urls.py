"""Addresses of disclosure on request, part by part.

Pages of one request: `requests/<int:pk>/…`, named `request-<section>`, an act's page `request-act-<code>`. Lists of the
side menu: `papers`, `subcases`, `matters`, `disputes`, `procedure`.
"""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.desk.requests.urls_dossier")),
    path("", include("gongkai.desk.requests.urls_clock")),
    path("", include("gongkai.desk.requests.urls_matters")),
    path("", include("gongkai.desk.requests.urls_money")),
    path("", include("gongkai.desk.requests.urls_registry")),
    path("", include("gongkai.desk.requests.urls_reply")),
    path("", include("gongkai.desk.requests.urls_subcases")),
    path("", include("gongkai.desk.requests.urls_templates")),
    path("", include("gongkai.desk.requests.urls_redact")),
]
