"""A year's figures from the facts held against the report that was published on it: equal, explained or different."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.statistics.models.filing import Filing
from gongkai.units.models import Agency


class HeldReport(models.Model):
    """One holding of one year. The three counts are the sums over its cells."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="held_reports")
    year = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=32)
    filing = models.ForeignKey(Filing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    equal = models.PositiveIntegerField(default=0)
    explained = models.PositiveIntegerField(default=0)
    different = models.PositiveIntegerField(default=0)
    # Courses of what was played, assumptions made where the published report is silent, days and people counted.
    story = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "对照"
        ordering = ("-at",)
        constraints = (models.UniqueConstraint(fields=("agency", "year"), name="one_holding_a_year"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}"


class HeldCell(models.Model):
    """One cell: what was published (None: not readable), what the facts give, and the reason where they differ."""

    class Verdict(models.TextChoices):
        """How they stand to each other."""

        EQUAL = "equal", "一致"
        EXPLAINED = "explained", "已说明"
        DIFFERENT = "different", "不一致"

    held = models.ForeignKey(HeldReport, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField(max_length=100)
    published = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    computed = models.DecimalField(max_digits=18, decimal_places=6)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "对照数"
        ordering = ("held", "id")
        constraints = (
            models.UniqueConstraint(fields=("held", "cell"), name="cell_held_once"),
            models.CheckConstraint(
                condition=~Q(verdict="explained") | ~Q(reason=""), name="explained_cell_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.held_id} {self.cell} {self.verdict}"
