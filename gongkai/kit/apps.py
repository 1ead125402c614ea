"""The kit as an application: journal tables and the checks of settings."""

from __future__ import annotations

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Registers the settings checks."""

    name = "gongkai.kit"
    label = "kit"
    verbose_name = "底座"

    def ready(self) -> None:
        """Importing the checks registers them; the worker seals the journal once a day."""
        from gongkai.kit import checks, sealing, worker  # noqa: F401  models and settings are only ready here

        worker.register("journal-seal", 600, sealing.seal_if_due, label="封存日志")
