"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """What leaves the house."""

    name = "gongkai.delivery"
    label = "delivery"
    verbose_name = "送交与推送"

    def ready(self) -> None:
        """Importing them registers the jobs of the worker, the files that are held, and what settings are looked at."""
        # Models are only ready here.
        from gongkai.delivery import jobs, kept_files, push_checks, watched  # noqa: F401
