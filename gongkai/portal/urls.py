"""The public addresses. They are promises: a published address is never given to something else."""

from __future__ import annotations

from django.urls import include, path

from gongkai.portal import kinds  # noqa: F401  importing it registers the kinds of these pages
from gongkai.portal.views import about, checking, column, comparison, display, home, record_files, records, report

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("annual/", column.column, name="column"),
    path("annual/check/", checking.check, name="check"),
    path("annual/check/copy/", checking.copy, name="check-copy"),
    path("annual/<slug:agency>/compare/", comparison.compare_years, name="compare"),
    path("annual/<slug:agency>/<int:year>/", report.report, name="report"),
    path("annual/<slug:agency>/<int:year>/<slug:kind>", report.download, name="download"),
    path("records/", records.listing, name="records"),
    path("records/<path:number>/file/<str:digest>/<str:name>", record_files.download, name="record-file"),
    # The address of earlier days: a promise, kept by leading on.
    path("records/<path:number>/file/<str:digest>", record_files.download, name="record-file"),
    path("records/<path:number>/", records.record, name="record"),
    path("", include("gongkai.portal.urls_unit")),
    path("", include("gongkai.portal.urls_items")),
    path("", include("gongkai.portal.urls_library")),
    path("", include("gongkai.portal.urls_feed")),
    path("", include("gongkai.portal.urls_terminal")),
    path("", include("gongkai.portal.urls_visit")),
    path("", include("gongkai.portal.urls_site")),
    path("", include("gongkai.portal.urls_intake")),
    path("help/", about.help_page, name="help"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("display/", display.display, name="display"),
    path("healthz", about.health, name="health"),
    path("robots.txt", about.robots, name="robots"),
]
