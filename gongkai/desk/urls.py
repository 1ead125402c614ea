"""The staff's addresses, area by area."""

from __future__ import annotations

from django.urls import include, path

app_name = "desk"

urlpatterns = [
    path("", include("gongkai.desk.frame.urls")),
    path("", include("gongkai.desk.drafting.urls")),
    path("", include("gongkai.desk.reviewing.urls")),
    path("", include("gongkai.desk.publishing.urls")),
    path("", include("gongkai.desk.ledger.urls")),
    path("", include("gongkai.desk.columns.urls")),
    path("", include("gongkai.desk.items.urls")),
    path("", include("gongkai.desk.halls.urls")),
    path("", include("gongkai.desk.feeds.urls")),
    path("", include("gongkai.desk.requests.urls")),
    path("", include("gongkai.desk.supervision.urls")),
    path("", include("gongkai.desk.inspection.urls")),
    path("", include("gongkai.desk.measures.urls")),
    path("", include("gongkai.desk.filings.urls")),
    path("", include("gongkai.desk.compiling.urls")),
    path("", include("gongkai.desk.people.urls")),
    path("", include("gongkai.desk.systems.urls")),
    path("", include("gongkai.desk.audit.urls")),
]
