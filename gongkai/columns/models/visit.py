"""How often the columns are visited: a number for a day, and nothing about whoever visited."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Visit(models.Model):
    """One day's visits of one column: of a unit, or of the whole site; at a reading point, or from anywhere."""

    day = models.DateField()
    agency_code = models.CharField(max_length=64, blank=True)
    column_code = models.CharField(max_length=24)
    point = models.CharField(max_length=80, blank=True)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "访问量"
        ordering = ("day", "agency_code", "column_code", "point")
        indexes = (models.Index(fields=("agency_code", "day")),)
        constraints = (
            models.UniqueConstraint(fields=("day", "agency_code", "column_code", "point"), name="visits_once_a_day"),
            models.CheckConstraint(condition=~Q(column_code=""), name="visits_are_of_a_column"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.agency_code or '全站'} {self.column_code} {self.count}"
