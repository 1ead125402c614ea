"""What happened on the way of a request: every step taken, what the applicant handed in later, how it ended early."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.file import Attachment
from gongkai.requests.models.request import Request
from gongkai.units.models import Person


class StepTaken(models.Model):
    """One step the gate let through, never changed. `on` is the day of the act, `at` when it was written down.

    A step that closed the request holds the closing. One that closed it again after an order counts in the figures only
    where `counted` says so (docs/decisions/D-264).
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=40)
    on = models.DateField()
    came_from = models.CharField(max_length=12)
    went_to = models.CharField(max_length=12)
    decision = models.CharField(max_length=40, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    severed = models.BooleanField(default=False)
    leaf = models.CharField(max_length=60, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    counted = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "办理步骤"
        ordering = ("request", "id")
        constraints = (
            models.CheckConstraint(condition=Q(leaf="") | ~Q(decision=""), name="step_closes_with_a_decision"),
            models.CheckConstraint(condition=Q(counted=False) | ~Q(leaf=""), name="step_counts_in_a_leaf"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.act} {self.on}"


class Statement(models.Model):
    """What the applicant handed in when asked: a correction or his reasons, on the day it came.

    A correction that came late waits until the office has judged whether there was good reason: `accepted` is None, and
    the request stands where it stood. `before` holds what a correction replaced. The text is sealed.
    """

    class Kind(models.TextChoices):
        """What he had been asked for."""

        CORRECTION = "correction", "补正"
        REASONS = "reasons", "理由说明"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, choices=Kind)
    received_on = models.DateField()
    way = models.CharField(max_length=20)
    sealed = models.TextField()
    before = models.JSONField(default=dict)
    late = models.BooleanField(default=False)
    accepted = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    attachments = models.ManyToManyField(Attachment, related_name="+", blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "申请人补充"
        ordering = ("request", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(late=False) | Q(accepted=None) | ~Q(reason=""), name="late_statement_judged_with_reason"
            ),
            models.UniqueConstraint(
                fields=("request",), condition=Q(accepted=None), name="one_statement_waits_for_a_judgement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind} {self.received_on}"


class ReasonJudgement(models.Model):
    """The office's finding under 条例第三十五条, never changed; the latest stands.

    `counts` are the figures it rests on. Reasonable but not to be done in time: a delayed day may be told. Not
    reasonable: the matter may be decided as one that is not processed.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reason_judgements")
    reasonable = models.BooleanField()
    feasible_in_time = models.BooleanField()
    counts = models.JSONField(default=dict)
    reason = models.TextField()
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "申请理由认定"
        ordering = ("request", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="reasons_judged_with_reason"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.reasonable}"


class Ending(models.Model):
    """Why a request ended without a reply: withdrawn, lapsed, or its applicant out of reach; never changed.

    `cause` tells the cases of the last apart. `sealed` holds the facts, which may be of the applicant's person.
    """

    class Cause(models.TextChoices):
        """What happened."""

        WITHDRAWN = "withdrawn", "申请人撤回"
        CORRECTION_LAPSED = "correction_lapsed", "逾期不补正"
        FEE_LAPSED = "fee_lapsed", "逾期未缴费"
        DEATH = "death", "申请人死亡"
        DISSOLUTION = "dissolution", "申请人终止"
        LOST_CONTACT = "lost_contact", "与申请人失去联系"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="endings")
    cause = models.CharField(max_length=20, choices=Cause)
    on = models.DateField()
    way = models.CharField(max_length=20, blank=True)
    sealed = models.TextField()
    proof = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "终结办理"
        ordering = ("request", "id")

    def __str__(self) -> str:
        return f"{self.request_id} {self.cause}"


class CalendarRun(models.Model):
    """One going-over of all open clocks because the calendar is another one; resumed where it stopped.

    `calendar` names what the calendar says (its hash), `reached` the last clock gone over.
    """

    calendar = models.CharField(max_length=64)
    reached = models.BigIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "节假日安排变动"
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.calendar[:8]
