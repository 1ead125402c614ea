"""Which periods a receiver takes filings for, and from which day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.units.models import Agency, Person


class PeriodInUse(models.Model):
    """A receiver expects filings of periods that end on `begins` or later and, where it ended this, before `ends`.

    `period` is a code of law/data/filing. One row at a time without an end; an ended one stays as history.
    """

    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="periods_in_use")
    period = models.CharField(max_length=8)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "报送周期"
        ordering = ("receiver", "period", "begins")
        constraints = (
            models.UniqueConstraint(fields=("receiver", "period"), condition=Q(ends=None), name="period_in_use_once"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("begins")), name="period_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.receiver_id} {self.period} {self.begins}"
