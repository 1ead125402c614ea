"""Addresses of the unit columns and the site profile."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
