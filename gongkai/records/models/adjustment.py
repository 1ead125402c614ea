"""Dynamic adjustment (《条例》第十八条): what is not public is looked at again, in rounds."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.record import Record
from gongkai.units.models import Agency, Person


class AdjustmentRound(models.Model):
    """One round of one unit; closed when every item is decided."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="adjustment_rounds")
    name = models.CharField(max_length=100)
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "动态调整"
        ordering = ("-opened_at",)
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="adjustment_round_once"),)

    def __str__(self) -> str:
        return self.name


class AdjustmentItem(models.Model):
    """One record looked at again: kept as it is with a reason, or taken back into the path with a new mark."""

    class Outcome(models.TextChoices):
        """What was decided."""

        KEEP = "keep", "维持"
        PROACTIVE = "proactive", "转为主动公开"
        ON_REQUEST = "on_request", "转为依申请公开"

    round = models.ForeignKey(AdjustmentRound, on_delete=models.PROTECT, related_name="items")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="adjustments")
    content_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "动态调整事项"
        ordering = ("round", "id")
        constraints = (
            models.UniqueConstraint(fields=("round", "record"), name="adjustment_item_once"),
            models.CheckConstraint(
                condition=Q(outcome="") | (~Q(reason="") & Q(person__isnull=False)), name="adjustment_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.record_id} {self.outcome}"
