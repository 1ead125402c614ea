"""The rules of supervision an office set, every version of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class RuleSet(models.Model):
    """One version of an office's rules, for its unit and all below that have none nearer; never changed.

    `rules` is the shape of law/data/supervision/rules.toml (supervision.rules reads and refuses it). It holds from
    `begins` until the next version of the same office begins.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="supervision_rules")
    version = models.PositiveIntegerField()
    begins = models.DateField()
    rules = models.JSONField()
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "监察规则"
        ordering = ("agency", "-version")
        constraints = (
            models.UniqueConstraint(fields=("agency", "version"), name="rule_set_version_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_set_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.version}"
