"""The year's report written, reviewed, issued and held against the facts: addresses."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
