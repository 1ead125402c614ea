"""Agencies as an application."""

from __future__ import annotations

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Agencies and how they hang together over time."""

    name = "gongkai.units"
    label = "units"
    verbose_name = "单位"

    def ready(self) -> None:
        """Make the rows of units and people known to the import engine."""
        from gongkai.kit import importing  # models are only ready here
        from gongkai.units.importing_rows import KIND, WORKBOOK

        importing.register(KIND, WORKBOOK)
