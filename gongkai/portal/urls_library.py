"""Public addresses of search, policy library and browsing."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
