"""Addresses of the catalogues of items: the units, one version, its items, its import, the report, a record's items."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.desk.items import views, views_edit, views_import, views_report

urlpatterns: list[URLPattern] = [
    path("items/", views.units, name="items"),
    path("items/unit/<slug:code>/new/", views.begin, name="items-new"),
    path("items/unit/<slug:code>/report/", views_report.report, name="items-report"),
    path("items/<int:catalogue_id>/", views.catalogue, name="items-catalogue"),
    path("items/<int:catalogue_id>/file/", views.download, name="items-file"),
    path("items/<int:catalogue_id>/submit/", views.submit, name="items-submit"),
    path("items/<int:catalogue_id>/return/", views.send_back, name="items-return"),
    path("items/<int:catalogue_id>/accept/", views.accept, name="items-accept"),
    path("items/<int:catalogue_id>/publish/", views.publish, name="items-publish"),
    path("items/<int:catalogue_id>/add/", views_edit.add, name="items-add"),
    path("items/<int:catalogue_id>/item/<slug:key>/", views_edit.change, name="items-change"),
    path("items/<int:catalogue_id>/item/<slug:key>/remove/", views_edit.remove, name="items-remove"),
    path("items/<int:catalogue_id>/import/", views_import.upload, name="items-import"),
    path("items/<int:catalogue_id>/blank/", views_import.blank, name="items-blank"),
    path("items/import/<int:batch_id>/", views_import.preview, name="items-import-preview"),
    path("records/<int:pk>/items/", views_report.record, name="record-items"),
]
