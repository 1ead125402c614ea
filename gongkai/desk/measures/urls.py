"""Figures that open onto what they count, and figures from other registers: addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.measures import views, views_tallies

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures/export/", views.export, name="measures-export"),
    path("measures/named/", views.named_figures, name="measures-named"),
    path("measures/<str:cell>/", views.cell, name="measure-cell"),
    path("tallies/", views_tallies.tallies, name="tallies"),
    path("tallies/import/", views_tallies.bring, name="tallies-import"),
    path("tallies/form.xlsx", views_tallies.blank_form, name="tallies-form"),
    path("tallies/<int:pk>/", views_tallies.tally, name="tally"),
    path("tallies/<int:pk>/proof/", views_tallies.proof, name="tally-proof"),
]
