"""Filing by period, receiving, and adding up: addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.filings import views, views_cell, views_filing, views_received

urlpatterns = [
    path("filings/", views.filings, name="filings"),
    path("filings/rules/", views.rules, name="filings-rules"),
    path("filings/<int:pk>/", views_filing.filing, name="filing"),
    path("filings/<int:pk>/export/", views_filing.export, name="filing-export"),
    path("filings/<int:pk>/file/", views_filing.source, name="filing-file"),
    path("filings/<int:pk>/cells/<str:cell>/", views_cell.cell, name="filing-cell"),
    path("received/", views_received.received, name="received"),
    path("received/export/", views_received.export, name="received-export"),
]
