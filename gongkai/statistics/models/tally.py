"""Figures of things that are kept elsewhere: licences decided, penalties, sums charged (条例第二十条、第五十条)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class Tally(models.Model):
    """So many of one kind of thing on one day or in one month, from the system that keeps them; never changed.

    `kind` is a code of law/data/measures; `on` the day it counts for (the last day of the month for a month's sum);
    `quantity` is 件 or 万元 as the kind says and may be negative only for a signed kind. `source` names the register
    it was taken from. A wrong one is voided with a reason and entered anew.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tallies")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    source = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=64, blank=True)
    proof_name = models.CharField(max_length=255, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "登记数"
        ordering = ("agency", "kind", "on", "id")
        indexes = (models.Index(fields=("agency", "kind", "on"), name="tally_by_day"),)
        constraints = (
            models.CheckConstraint(condition=~Q(kind="") & ~Q(source=""), name="tally_says_what_and_whence"),
            models.CheckConstraint(condition=Q(voided_at=None) | ~Q(void_reason=""), name="tally_voided_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.on} {self.quantity}"
