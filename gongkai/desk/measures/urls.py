"""Figures that open onto what they count, and figures from other registers: addresses."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
