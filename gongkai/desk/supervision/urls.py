"""The wall of clocks, the cards and the rules of supervision: addresses."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
