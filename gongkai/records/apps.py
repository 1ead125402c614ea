"""Records as an application."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The path of a record from its first draft to publication and back."""

    name = "gongkai.records"
    label = "records"
    verbose_name = "主动公开"

    def ready(self) -> None:
        """Importing them registers what people leave behind, jobs, proofs of `gongkai verify`, checks, search."""
        # Models are only ready here.
        from gongkai.records import checks, due_job, handover, importing_job, indexing, jobs, proofs, watched  # noqa: F401
