"""What a record says, version by version. A version is never changed: a change is a new version with a new hash."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Person


class Content(models.Model):
    """One version: text, attachments, publicity mark and every stated fact (`said`), with one hash over all of it."""

    record = models.ForeignKey("records.Record", on_delete=models.PROTECT, related_name="contents")
    version = models.PositiveIntegerField()
    said = models.JSONField()
    hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "内容版本"
        ordering = ("record", "-version")
        constraints = (
            models.UniqueConstraint(fields=("record", "version"), name="content_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1) & ~Q(hash=""), name="content_is_hashed"),
        )

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version}"
