"""The course of a dispute: what happened on which day, and the papers that came and went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.disputes.models.dispute import Dispute
from gongkai.requests.models import Attachment
from gongkai.units.models import Person


class DisputeEvent(models.Model):
    """One step as it was written down; never changed. `facts` are plain values for the line of the course."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=40)
    on = models.DateField()
    facts = models.JSONField(default=dict)
    reason = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "复议诉讼经过"
        ordering = ("dispute", "id")

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.act} {self.on}"


class DisputePaper(models.Model):
    """One paper of the case: `what` is a code of law/data/disputes; the bytes are an attachment of the request."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="papers")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="dispute_paper")
    what = models.CharField(max_length=40)
    on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "复议诉讼文书"
        ordering = ("dispute", "id")
        constraints = (models.CheckConstraint(condition=~Q(what=""), name="dispute_paper_is_something"),)

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.what}"
