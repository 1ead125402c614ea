"""Whether a withdrawn publication is really gone: looked at from outside after the withdrawal, until it is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.publication import Publication


class WithdrawalCheck(models.Model):
    """One withdrawal to confirm. `addresses` are paths that must answer as gone; `problem` says which one did not."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="withdrawal_checks")
    addresses = models.JSONField()
    digests = models.JSONField(default=list)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "撤回核对"
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("confirmed_at", "tried_at")),)
        constraints = (
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(problem=""), name="withdrawal_confirmed_is_gone"),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.confirmed_at or self.problem}"
