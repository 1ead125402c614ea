"""What changed on the public side, written down in the transaction that changed it, until its pages are made anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class PublicChange(models.Model):
    """One thing that became public, changed or went (`gone`). `kind` and `key` name it; `detail` says which lists it
    stood or stands in. A change is never altered; `done_at` is when every page it touches was made anew or removed."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    agency = models.CharField(max_length=64, blank=True)
    gone = models.BooleanField(default=False)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "公开面变动"
        ordering = ("id",)
        indexes = (
            models.Index(fields=("id",), condition=Q(done_at=None), name="public_change_waiting"),
            models.Index(fields=("kind", "key", "id")),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.key}"
