"""What comes the same way and is no request: complaints to the supervising office, correction of one's own records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.request import Request
from gongkai.units.models import Agency, Person


class Matter(models.Model):
    """A complaint (条例第四十七条, 第五十一条) or an application to correct a record about oneself (第四十一条).

    `agency` handles it: the supervising office for a complaint, the agency that holds the record for a correction.
    `against` is the unit complained of.
    """

    class Kind(models.TextChoices):
        """Which of the two."""

        COMPLAINT = "complaint", "投诉举报"
        RECORD_CORRECTION = "record_correction", "更正自身信息"

    class State(models.TextChoices):
        """Transferred: to the agency that may correct the record, or told where to go."""

        ARRIVED = "arrived", "待办理"
        HANDLING = "handling", "办理中"
        DONE = "done", "已办结"
        TRANSFERRED = "transferred", "已转送或者告知"

    kind = models.CharField(max_length=18, choices=Kind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="matters")
    against = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="matters")
    receipt_number = models.CharField(max_length=24, unique=True)
    number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.ARRIVED)
    channel = models.CharField(max_length=20)
    sealed = models.TextField()
    identity_index = models.CharField(max_length=64, blank=True)
    name_index = models.CharField(max_length=64, blank=True)
    about = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    received_on = models.DateField()
    found = models.CharField(max_length=40, blank=True)
    result = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    orders = models.TextField(blank=True)
    orders_due_on = models.DateField(null=True, blank=True)
    orders_done_on = models.DateField(null=True, blank=True)
    card = models.CharField(max_length=64, blank=True)
    sealed_card_key = models.TextField(blank=True)
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    form_token = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "投诉与更正"
        ordering = ("-id",)
        indexes = (models.Index(fields=("agency", "state"), name="matter_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=("form_token",), condition=~Q(form_token=""), name="matter_form_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("done", "transferred")) | ~Q(result=""), name="matter_ends_with_a_result"
            ),
        )

    def __str__(self) -> str:
        return self.number or self.receipt_number
