"""The content assurance list and the probe of the public site: addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.inspection import views_assurance, views_probe, views_rows

urlpatterns = [
    path("assurance/", views_assurance.assurance, name="assurance"),
    path("assurance/new/<slug:code>/", views_assurance.begin, name="assurance-new"),
    path("assurance/lists/<int:list_id>/", views_assurance.version, name="assurance-list"),
    path("assurance/lists/<int:list_id>/file/", views_assurance.download, name="assurance-file"),
    path("assurance/lists/<int:list_id>/confirm/", views_assurance.confirm, name="assurance-confirm"),
    path("assurance/lists/<int:list_id>/import/", views_rows.upload, name="assurance-import"),
    path("assurance/lists/<int:list_id>/add/", views_rows.add, name="assurance-add"),
    path("assurance/lists/<int:list_id>/rows/<int:row_id>/", views_rows.change, name="assurance-row"),
    path("assurance/lists/<int:list_id>/rows/<int:row_id>/remove/", views_rows.remove, name="assurance-remove"),
    path("inspections/", views_probe.inspections, name="inspections"),
    path("inspections/findings/", views_probe.findings, name="inspection-findings"),
    path("inspections/findings/<int:finding_id>/", views_probe.finding, name="inspection-finding"),
    path("inspections/runs/<int:probe_id>/", views_probe.probe, name="inspection-probe"),
]
