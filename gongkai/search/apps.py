"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search over what is public; knows no record and no law."""

    name = "gongkai.search"
    label = "search"
    verbose_name = "检索"

    def ready(self) -> None:
        """Importing it registers the worker's job."""
        # Models are only ready here.
        from gongkai.search import jobs  # noqa: F401
