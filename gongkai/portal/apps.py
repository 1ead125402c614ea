"""The public face as an application."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public pages."""

    name = "gongkai.portal"
    label = "portal"
    verbose_name = "公开门户"
