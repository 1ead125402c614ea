"""The kit as an application: journal tables and the checks of settings."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Registers the settings checks."""

    name = "gongkai.kit"
    label = "kit"
    verbose_name = "底座"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from gongkai.kit import checks  # noqa: F401  models and settings are only ready here
