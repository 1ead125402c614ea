"""The auditor's addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.audit import views

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/export.xlsx", views.export, name="journal-export"),
    path("journal/<str:chain>/<int:number>/", views.entry, name="journal-entry"),
]
