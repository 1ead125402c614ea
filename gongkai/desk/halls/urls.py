"""Addresses of delivery to the two halls."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
