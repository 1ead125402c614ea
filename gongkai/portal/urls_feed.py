"""Public addresses of feeds, sitemap and open data."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
