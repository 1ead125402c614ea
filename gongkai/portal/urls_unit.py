"""Public addresses of units, their statutory columns and the reading points."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.portal import unit_pages
from gongkai.portal.views import reading_points, statutory, unit_column, units

urlpatterns: list[URLPattern] = [
    path("units/", units.units, name="units"),
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/guide/", statutory.guide, name="unit-guide"),
    path("units/<slug:code>/institutions/", statutory.institutions, name="unit-institutions"),
    path("units/<slug:code>/systems/", statutory.systems, name="unit-systems"),
    path("units/<slug:code>/systems/<slug:key>/", statutory.system, name="unit-system"),
    path("units/<slug:code>/contents/", unit_column.contents, name="unit-contents"),
    path("units/<slug:code>/contents/<slug:klass>/", unit_column.klass, name="unit-class"),
    path("units/<slug:code>/contents/<slug:klass>/p<int:page>/", unit_column.klass, name="unit-class-page"),
    path("units/<slug:code>/rules/", unit_column.rules, name="unit-rules"),
    path("units/<slug:code>/rules/p<int:page>/", unit_column.rules, name="unit-rules-page"),
    path("units/<slug:code>/annual/", statutory.annual, name="unit-annual"),
    path("units/<slug:code>/request/", statutory.apply, name="unit-request"),
    path("units/<slug:code>/reading-points/", reading_points.reading_points, name="unit-reading-points"),
    path("guide/", statutory.guide, name="guide"),
    path("institutions/", statutory.institutions, name="institutions"),
    path("systems/", statutory.systems, name="systems"),
    path("contents/", unit_column.contents, name="contents"),
    path("contents/<slug:klass>/", unit_column.klass, name="class"),
    path("contents/<slug:klass>/p<int:page>/", unit_column.klass, name="class-page"),
    path("rules/", unit_column.rules, name="rules"),
    path("rules/p<int:page>/", unit_column.rules, name="rules-page"),
    path("request/", statutory.apply, name="request"),
    path("reading-points/", reading_points.reading_points, name="reading-points"),
]

unit_pages.register_all()
