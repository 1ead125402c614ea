"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class ColumnsConfig(AppConfig):
    """The unit columns of the public side."""

    name = "gongkai.columns"
    label = "columns"
    verbose_name = "单位专栏"

    def ready(self) -> None:
        """Importing them registers the files this room holds and what of it the search finds."""
        # Models are only ready here.
        from gongkai.columns import indexing, items_indexing, kept_files, watched  # noqa: F401
