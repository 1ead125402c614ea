"""Public addresses of units, their statutory columns and the reading points."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
