"""The open face as an application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface by which office systems hand over documents."""

    name = "gongkai.api"
    label = "api"
    verbose_name = "接口"
