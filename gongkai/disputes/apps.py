"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Reconsideration and litigation."""

    name = "gongkai.disputes"
    label = "disputes"
    verbose_name = "复议与诉讼"

    def ready(self) -> None:
        """Importing it registers the clocks that are watched."""
        # Models are only ready here.
        from gongkai.disputes import watched  # noqa: F401
