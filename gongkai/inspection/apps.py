"""Inspection as an application: the content assurance list and the probe of the public site."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """Stale columns and probes are jobs of the worker."""

    name = "gongkai.inspection"
    label = "inspection"
    verbose_name = "内容保障与巡检"

    def ready(self) -> None:
        """Importing them registers the clocks that are watched and the job of the worker."""
        # Models are only ready here.
        from gongkai.inspection import jobs, watched  # noqa: F401
