"""Imports of many rows: previewed, confirmed, applied row by row, so that a killed process goes on where it stopped."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class ImportBatch(models.Model):
    """One uploaded file. `kind` names the room that knows its rows; counts are of rows."""

    class State(models.TextChoices):
        """A batch is confirmed by a person after its preview; the worker then applies it."""

        PREVIEW = "preview", "待确认"
        CONFIRMED = "confirmed", "等待导入"
        DONE = "done", "已完成"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=32)
    agency = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEW)
    options = models.JSONField(default=dict)
    made_by = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=128, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "导入"
        ordering = ("-made_at",)
        constraints = (models.CheckConstraint(condition=Q(done__lte=F("total")), name="import_done_within_total"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class ImportRow(models.Model):
    """One row of the file as read, what is wrong with it, and what it became."""

    class State(models.TextChoices):
        """A bad row is never applied; a row failed at applying says why."""

        GOOD = "good", "可导入"
        BAD = "bad", "有误"
        DONE = "done", "已导入"
        FAILED = "failed", "未导入"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State)
    made = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = "导入的行"
        ordering = ("batch", "number")
        constraints = (models.UniqueConstraint(fields=("batch", "number"), name="import_row_once"),)

    def __str__(self) -> str:
        return f"{self.batch_id}#{self.number}"
