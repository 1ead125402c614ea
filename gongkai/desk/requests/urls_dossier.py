"""Addresses of dossiers."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_dossier

urlpatterns = [
    path("requests/<int:pk>/dossier/", views_dossier.section, name="request-dossier"),
    path("requests/<int:pk>/dossier/archive/", views_dossier.archive, name="request-dossier-archive"),
    path("requests/<int:pk>/dossier/copy/", views_dossier.copy, name="request-dossier-copy"),
    path("dossiers/<int:dossier_id>/<slug:form>/", views_dossier.take_out, name="dossier-take-out"),
]
