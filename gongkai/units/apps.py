"""Agencies as an application."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Agencies and how they hang together over time."""

    name = "gongkai.units"
    label = "units"
    verbose_name = "单位"

    def ready(self) -> None:
        """Register the checks of settings, and the rows of units and people with the import engine."""
        from gongkai.kit import importing  # models and settings are only ready here
        from gongkai.units import checks  # noqa: F401  importing registers them
        from gongkai.units.importing_rows import KIND, WORKBOOK

        importing.register(KIND, WORKBOOK)
