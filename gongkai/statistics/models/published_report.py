"""Annual reports as published: self-contained snapshots, written by the publishing action and read by the faces."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency


class AnnualReport(models.Model):
    """One version of one agency's report on one year. A later version replaces it; withdrawing leaves only a stub."""

    class State(models.TextChoices):
        """Only one version of a year is published or withdrawn; the others were replaced."""

        PUBLISHED = "published", "已发布"
        REPLACED = "replaced", "已被更正"
        WITHDRAWN = "withdrawn", "已撤回"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)

    edition = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=100, blank=True)
    issued = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField()
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    hints = models.PositiveIntegerField(default=0)

    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)

    original_name = models.CharField(max_length=255, blank=True)
    original_digest = models.CharField(max_length=64, blank=True)
    original_size = models.PositiveBigIntegerField(default=0)
    files = models.JSONField(default=dict)

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "年度报告"
        ordering = ("agency", "-year", "-version")
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "version"), name="report_version_once"),
            models.UniqueConstraint(
                fields=("agency", "year"), condition=~Q(state="replaced"), name="report_one_current_version"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="report_versions_count_from_one"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(withdrawn_reason="") & Q(withdrawn_at__isnull=False)),
                name="report_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(original_digest=""), name="report_withdrawn_keeps_no_file"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn") | Q(withdrawn_at__isnull=True), name="report_in_force_is_not_withdrawn"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}（第 {self.version} 版）"
