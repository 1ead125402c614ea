"""A message on a person's desk: something was handed over, a duty given or ended, a password reset."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models.person import Person


class Notice(models.Model):
    """One message to one person. `address` is the path of the page it is about, or empty."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    at = models.DateTimeField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("person", "read_at")),)
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="notice_says_something"),)

    def __str__(self) -> str:
        return self.title
