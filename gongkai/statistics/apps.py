"""Statistics as an application: published annual reports, and the check that the law data loads."""

from __future__ import annotations

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Registers the checks of the law data."""

    name = "gongkai.statistics"
    label = "statistics"
    verbose_name = "统计与年报"

    def ready(self) -> None:
        """Importing them registers the checks, the files that must be kept, and what is to be found."""
        from gongkai.statistics import (  # noqa: F401  models are only ready here
            checks,
            compiling_watched,
            indexing,
            kept_files,
            watched,
        )
