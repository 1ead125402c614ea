"""The worker's pulse: when it last looked, and at what. The desk shows it, so that a dead scheduler is seen."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """One worker host. `at` is its last sign; `detail` what it last did."""

    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()
    started_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = "后台进程"

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
