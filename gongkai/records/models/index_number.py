"""Index numbers: given once, frozen, never used again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.record import Record
from gongkai.units.models import Agency


class IndexSerial(models.Model):
    """The last serial given in one scope (for instance one agency and year); locked while the next is given."""

    scope = models.CharField(max_length=100, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "流水号"

    def __str__(self) -> str:
        return f"{self.scope} {self.last}"


class IndexNumber(models.Model):
    """The number of one record, with the parts it was made of; neither changed nor removed, also after withdrawal."""

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="index_number")
    number = models.CharField(max_length=60, unique=True)
    rule = models.CharField(max_length=32)
    scope = models.CharField(max_length=100)
    serial = models.PositiveIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    class_code = models.CharField(max_length=10, blank=True)
    given_at = models.DateTimeField()
    # A number brought along from an older ledger, not given here.
    brought = models.BooleanField(default=False)

    class Meta:
        verbose_name = "索引号"
        ordering = ("scope", "serial")
        constraints = (
            models.UniqueConstraint(fields=("scope", "serial"), name="index_serial_once_a_scope"),
            models.CheckConstraint(condition=Q(serial__gte=1) & ~Q(number=""), name="index_number_is_whole"),
        )

    def __str__(self) -> str:
        return self.number
