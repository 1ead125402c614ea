"""Addresses of a unit's document texts and paper settings."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_templates

urlpatterns = [
    path("papers/templates/", views_templates.templates, name="paper-templates"),
    path("papers/templates/<slug:kind>/", views_templates.template, name="paper-template"),
    path("papers/templates/<slug:kind>/sample.pdf", views_templates.sample, name="paper-template-sample"),
    path("papers/settings/", views_templates.settings, name="paper-settings"),
]
