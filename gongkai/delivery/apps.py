"""This room as an application."""

from __future__ import annotations

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """What leaves the house."""

    name = "gongkai.delivery"
    label = "delivery"
    verbose_name = "送交与推送"
