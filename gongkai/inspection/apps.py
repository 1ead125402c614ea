"""Inspection as an application: the content assurance list and the probe of the public site."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    """Stale columns and probes are jobs of the worker."""

    name = "gongkai.inspection"
    label = "inspection"
    verbose_name = "内容保障与巡检"
