"""Electronic supervision as an application: the clocks of every step are watched."""

from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The watcher registers itself with the worker when the application is ready."""

    name = "gongkai.supervision"
    label = "supervision"
    verbose_name = "电子监察"
