"""The desk as an application: the staff's face."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Templates and styles of the staff's pages."""

    name = "gongkai.desk"
    label = "desk"
    verbose_name = "工作台"
