"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class ColumnsConfig(AppConfig):
    """The unit columns of the public side."""

    name = "gongkai.columns"
    label = "columns"
    verbose_name = " guide, institutions, rules of work, reading points, item catalogue, site profile:单位专栏"
