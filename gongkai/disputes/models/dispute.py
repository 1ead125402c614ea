"""One reconsideration or suit against the handling of a request."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models import Request
from gongkai.units.models import Agency, Person


class Dispute(models.Model):
    """One case. Its clocks are the request's (requests.Clock) under `ref` "d<id>". `outcome` is a code of table four.

    `after`: the reconsideration that this suit follows. `appeals`: the decision of a court that this case appeals or
    hears again. `instance` counts courts. `about` and `decision` are codes of law/data/disputes. `effective_on`: when
    the ruling took effect. `orders` is what it orders, `orders_length` and `orders_unit` the period it sets,
    `orders_due_on` what the ledger makes of it.
    """

    class Kind(models.TextChoices):
        """The three blocks of table four; direct or after reconsideration follows from `after`."""

        RECONSIDERATION = "reconsideration", "行政复议"
        LITIGATION = "litigation", "行政诉讼"

    class State(models.TextChoices):
        """Pending at the year's end is whatever is not decided then."""

        FILED = "filed", "待受理"
        ACCEPTED = "accepted", "审理中"
        SUSPENDED = "suspended", "中止"
        DECIDED = "decided", "已审结"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="disputes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="disputes")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    version = models.PositiveIntegerField(default=1)
    after = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    appeals = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="appealed_by")
    instance = models.PositiveIntegerField(default=1)
    summary = models.BooleanField(default=False)
    body = models.CharField(max_length=200)
    case_number = models.CharField(max_length=100, blank=True)
    about = models.CharField(max_length=40)
    claim = models.TextField(blank=True)
    filed_on = models.DateField()
    papers_received_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    defended_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision_received_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    decision_number = models.CharField(max_length=100, blank=True)
    reasons = models.TextField(blank=True)
    orders = models.TextField(blank=True)
    orders_again = models.BooleanField(default=False)
    orders_length = models.PositiveIntegerField(null=True, blank=True)
    orders_unit = models.CharField(max_length=16, blank=True)
    orders_due_on = models.DateField(null=True, blank=True)
    orders_done_on = models.DateField(null=True, blank=True)
    orders_done_how = models.TextField(blank=True)
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "复议与诉讼"
        ordering = ("-id",)
        indexes = (models.Index(fields=("agency", "state"), name="dispute_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="decided", decided_on__isnull=False) & ~Q(outcome="")
                | (~Q(state="decided") & Q(outcome="") & Q(decided_on=None)),
                name="dispute_decided_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(kind="litigation") | Q(after=None), name="only_a_suit_follows_reconsideration"
            ),
        )

    def __str__(self) -> str:
        return self.case_number or f"{self.kind} {self.pk}"
