"""Electronic supervision as an application: the clocks of every step are watched."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The watcher registers itself with the worker when the application is ready."""

    name = "gongkai.supervision"
    label = "supervision"
    verbose_name = "电子监察"

    def ready(self) -> None:
        """Importing them registers the jobs of the worker, what settings are looked at, and the files held."""
        # Models are only ready here.
        from gongkai.supervision import checks, jobs, kept_files  # noqa: F401
