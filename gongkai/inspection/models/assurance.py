"""The content assurance list: which column is updated how often, by which unit and person, on what basis."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class AssuranceList(models.Model):
    """One version of an overseeing office's list. A confirmed one is never changed: the next version replaces it."""

    class State(models.TextChoices):
        """At most one of each office is a draft, and at most one holds."""

        DRAFT = "draft", "编制中"
        CONFIRMED = "confirmed", "执行中"
        REPLACED = "replaced", "已被替换"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assurance_lists")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Counts every change, so that two people editing are told.
    edition = models.PositiveIntegerField(default=1)
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "内容保障清单"
        ordering = ("agency__code", "-version")
        constraints = (
            models.UniqueConstraint(fields=("agency", "version"), name="assurance_version_once"),
            models.UniqueConstraint(fields=("agency",), condition=Q(state="draft"), name="assurance_one_draft"),
            models.UniqueConstraint(fields=("agency",), condition=Q(state="confirmed"), name="assurance_one_in_force"),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(begins__isnull=False) & ~Q(confirmed_by="")),
                name="assurance_in_force_was_confirmed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} v{self.version}"


class AssuranceRow(models.Model):
    """One column. `unit_code` is the unit whose column it is, empty for the whole site's; `every` 0: no interval."""

    class Unit(models.TextChoices):
        """In what the interval is counted."""

        WORKING_DAY = "working_day", "个工作日"
        WEEK = "week", "周"
        MONTH = "month", "个月"

    of = models.ForeignKey(AssuranceList, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    column = models.CharField(max_length=60)
    unit_code = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=16)
    responsible = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    every = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=12, choices=Unit, default=Unit.WORKING_DAY)
    basis = models.CharField(max_length=200, blank=True)
    remark = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "内容保障清单的栏目"
        ordering = ("position", "id")
        indexes = (models.Index(fields=("responsible", "of")),)
        constraints = (models.UniqueConstraint(fields=("of", "column", "unit_code"), name="assurance_column_once"),)

    def __str__(self) -> str:
        return f"{self.column} {self.unit_code}"

    @property
    def interval(self) -> str:
        """The interval in words."""
        return f"{self.every} {self.get_unit_display()}" if self.every else "有变动即更新"
