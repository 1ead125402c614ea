"""What a unit files for a period, cell by cell, and what the receiving office says to it (条例第五十条)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.units.models import Agency, Person


class Filing(models.Model):
    """One unit's figures of one period, to one receiver. `edition` is the report format's id, `number` the month or
    quarter (0 for a year).

    Its cells change only while it is with the unit (draft, returned). What was accepted stays; locked, only an erratum
    speaks. `version` counts every saved change, so that two clerks at once are told.
    """

    class Period(models.TextChoices):
        """How long."""

        MONTH = "month", "月报"
        QUARTER = "quarter", "季报"
        YEAR = "year", "年报"

    class State(models.TextChoices):
        """Where it is."""

        DRAFT = "draft", "填报中"
        SUBMITTED = "submitted", "已报送"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "已通过"
        LOCKED = "locked", "已锁定"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="filings")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="filings_received")
    period = models.CharField(max_length=8, choices=Period)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=0)
    edition = models.CharField(max_length=32)
    # Whether the figures are the unit's own or its sum with all units below it.
    rolled_up = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    due_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=400, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    # Findings of the relations as they stood at the last submission.
    findings = models.JSONField(default=list)
    file_digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = "统计报表"
        ordering = ("-year", "-number", "agency")
        indexes = (models.Index(fields=("receiver", "period", "year", "number", "state"), name="filing_by_receiver"),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "period", "year", "number", "rolled_up"), name="filing_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="filing_submitted_at_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""), name="filing_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | Q(submitted_by=None) | ~Q(judged_by=F("submitted_by")),
                name="filing_not_accepted_by_who_filed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year}-{self.number} {self.state}"


class FiledCell(models.Model):
    """One figure of a filing and how it came there. `things` names what it counts (kind, id, quantity), as counted."""

    class How(models.TextChoices):
        """Where the figure is from."""

        COUNTED = "counted", "平台统计"
        TYPED = "typed", "人工填写"
        UPLOADED = "uploaded", "文件导入"
        ADDED = "added", "下级汇总"

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="cells")
    cell = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    how = models.CharField(max_length=8, choices=How)
    definition = models.CharField(max_length=60, blank=True)
    things = models.JSONField(default=list)
    # What the platform counted, beside a figure that somebody typed over it.
    counted = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "填报数"
        ordering = ("filing", "id")
        constraints = (
            models.UniqueConstraint(fields=("filing", "cell"), name="cell_filed_once"),
            models.CheckConstraint(
                condition=Q(counted=None) | Q(how="counted") | ~Q(reason=""),
                name="counted_cell_overwritten_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.filing_id} {self.cell} {self.value}"


class CellMark(models.Model):
    """What the receiver says at one cell when he returns a filing; answered when it comes back."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="marks")
    cell = models.CharField(max_length=100)
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "退回意见"
        ordering = ("filing", "id")

    def __str__(self) -> str:
        return f"{self.filing_id} {self.cell}"


class Explanation(models.Model):
    """Why a relation does not hold (carry-over from last year, parent against children): reason and amount.

    Several may share one difference; together their amounts must make it up.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="explanations")
    relation = models.CharField(max_length=80)
    cell = models.CharField(max_length=100)
    reason = models.CharField(max_length=40)
    amount = models.DecimalField(max_digits=18, decimal_places=6)
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "差异说明"
        ordering = ("filing", "id")
        constraints = (models.CheckConstraint(condition=~Q(words=""), name="difference_explained_in_words"),)

    def __str__(self) -> str:
        return f"{self.filing_id} {self.relation} {self.cell} {self.amount}"


class Erratum(models.Model):
    """A figure of a locked filing that turned out wrong: what stood there, what is right, and why; never changed."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="errata")
    cell = models.CharField(max_length=100)
    before = models.DecimalField(max_digits=18, decimal_places=6)
    after = models.DecimalField(max_digits=18, decimal_places=6)
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "勘误"
        ordering = ("filing", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="erratum_with_reason"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="erratum_changes_something"),
        )

    def __str__(self) -> str:
        return f"{self.filing_id} {self.cell}"
