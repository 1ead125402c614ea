"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Disclosure on request."""

    name = "gongkai.requests"
    label = "requests"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        """Importing them registers the checks, the jobs of the worker and the files that are held."""
        # Models are only ready here.
        from gongkai.requests import checks, jobs, kept_files, paper_checks, watched  # noqa: F401
