"""Agencies as an application."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Agencies and how they hang together over time."""

    name = "gongkai.units"
    label = "units"
    verbose_name = "单位"
