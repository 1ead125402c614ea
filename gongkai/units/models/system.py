"""Office systems (OA) that hand over documents for an agency. Only a hash of the key is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models.agency import Agency


class OfficeSystem(models.Model):
    """One linked system of one agency; revoked on `ends`. `prefix` is the open first part of its key."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="office_systems")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    key_hash = models.CharField(max_length=64, unique=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "办公系统"
        ordering = ("agency", "name")
        constraints = (models.CheckConstraint(condition=~Q(name="") & ~Q(prefix=""), name="office_system_is_named"),)

    def __str__(self) -> str:
        return self.name
