"""Around a registration: what was only asked by telephone, and what a registration said before it was mended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.request import Request
from gongkai.units.models import Agency, Person


class Enquiry(models.Model):
    """A question by telephone or at the counter that is no request and is counted as none (docs/decisions/D-272).

    `sealed` holds name, contact, question and answer. `request`: the oral request it led to (条例第二十九条第一款).
    """

    class Way(models.TextChoices):
        """How it came."""

        PHONE = "phone", "电话"
        VISIT = "visit", "来访"
        OTHER = "other", "其他"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, choices=Way)
    subject = models.CharField(max_length=300)
    sealed = models.TextField()
    request = models.ForeignKey(Request, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries")
    on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "咨询"
        ordering = ("-id",)
        indexes = (models.Index(fields=("agency", "-id"), name="enquiry_newest"),)
        constraints = (models.CheckConstraint(condition=~Q(subject=""), name="enquiry_says_something"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.on} {self.pk}"


class Mending(models.Model):
    """What a registration said before it was mended: which columns, their old values sealed, why, by whom, when."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="mendings")
    columns = models.JSONField()
    sealed = models.TextField()
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "登记改正"
        ordering = ("request", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="mending_with_reason"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.at:%Y-%m-%d}"
