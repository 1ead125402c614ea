"""Submissions and the verdicts on them. A verdict holds the content it was given on; nobody judges his own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.records.models.content import Content
from gongkai.records.models.record import Record
from gongkai.units.models import Person


class Submission(models.Model):
    """One sending of one content along the unit's chain, frozen in `steps` as it was on that day.

    `steps` is a list of {"step", "duty"} in order; `position` is the one that is due, counted from 0.
    """

    class State(models.TextChoices):
        """Void: the content was changed while it was under way."""

        OPEN = "open", "审核中"
        PASSED = "passed", "已签发"
        RETURNED = "returned", "已退回"
        RECALLED = "recalled", "已收回"
        VOID = "void", "已失效"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="submissions")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="submissions")
    round = models.PositiveIntegerField()
    steps = models.JSONField()
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    submitter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="submissions")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = "送审"
        ordering = ("record", "-round")
        constraints = (
            models.UniqueConstraint(fields=("record", "round"), name="submission_round_once"),
            models.UniqueConstraint(fields=("record",), condition=Q(state="open"), name="submission_one_open"),
        )

    def __str__(self) -> str:
        return f"{self.record_id} 第 {self.round} 次"


class Review(models.Model):
    """One verdict by one person on one content. `submitter` and `author` stand here so that the database can refuse."""

    class Verdict(models.TextChoices):
        """What was decided at this step."""

        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"
        ESCALATED = "escalated", "报请确定"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="reviews")
    content_hash = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=32)
    duty = models.CharField(max_length=32)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    submitter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "审核意见"
        ordering = ("submission", "id")
        indexes = (models.Index(fields=("person", "-at")),)
        constraints = (
            models.CheckConstraint(condition=~Q(person=F("submitter")), name="review_not_by_the_submitter"),
            models.CheckConstraint(condition=Q(author=None) | ~Q(person=F("author")), name="review_not_by_the_author"),
            models.CheckConstraint(condition=Q(verdict="passed") | ~Q(reason=""), name="review_refusal_with_reason"),
            models.UniqueConstraint(
                fields=("submission", "position"), condition=Q(verdict="passed"), name="review_step_passed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.verdict}"
