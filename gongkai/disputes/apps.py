"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Reconsideration and litigation."""

    name = "gongkai.disputes"
    label = "disputes"
    verbose_name = "复议与诉讼"
