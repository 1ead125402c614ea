"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class ColumnsConfig(AppConfig):
    """The unit columns of the public side."""

    name = "gongkai.columns"
    label = "columns"
    verbose_name = "单位专栏"
