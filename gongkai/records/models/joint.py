"""Others with a say: co-makers of a joint document, and the authority asked when secrecy is unsure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.content import Content
from gongkai.records.models.record import Record
from gongkai.units.models import Agency, Person


class JointAgency(models.Model):
    """A co-maker of a record whose lead agency decides (《条例》第十条第三款); told what became of it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="joint")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="joint_records")
    told_at = models.DateTimeField(null=True, blank=True)
    told_of = models.CharField(max_length=16, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opinion = models.TextField(blank=True)

    class Meta:
        verbose_name = "联合制发单位"
        constraints = (models.UniqueConstraint(fields=("record", "agency"), name="joint_agency_once"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.agency_id}"


class Escalation(models.Model):
    """A question of secrecy put to the competent department or the secrecy authority (《条例》第十七条第三款)."""

    class Answer(models.TextChoices):
        """What was determined."""

        MAY = "may", "可以公开"
        MAY_NOT = "may_not", "不得公开"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="escalations")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="escalations")
    asked_of = models.CharField(max_length=200)
    question = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_paper = models.CharField(max_length=200, blank=True)
    answer_text = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "报请确定"
        ordering = ("record", "id")
        constraints = (
            models.UniqueConstraint(fields=("record",), condition=Q(answer=""), name="escalation_one_open"),
            models.CheckConstraint(
                condition=Q(answer="") | (~Q(answer_text="") & Q(recorded_by__isnull=False)),
                name="escalation_answered_with_text",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.asked_of}"
