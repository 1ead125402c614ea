"""Files that came with a matter which is no request."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.matter import Matter


class MatterFile(models.Model):
    """One file handed in with a complaint or a record correction; the columns are those of an Attachment."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    plain_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8)
    findings = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "投诉与更正的材料"
        ordering = ("matter", "id")
        constraints = (
            models.CheckConstraint(condition=Q(state="refused") | ~Q(digest=""), name="kept_matter_file_has_bytes"),
        )

    def __str__(self) -> str:
        return f"{self.matter_id} {self.name}"
