"""What each unit sets for itself: its review chain and its canned phrases."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class ReviewChain(models.Model):
    """A unit's chain from a moment on; the newest holds. `steps` is a list of {"step", "duty"} in order."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="review_chains")
    steps = models.JSONField()
    set_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "审核链"
        ordering = ("agency", "-set_at", "-id")

    def __str__(self) -> str:
        return f"{self.agency_id} {self.set_at:%Y-%m-%d}"


class CannedPhrase(models.Model):
    """A phrase a unit uses often; an empty agency means every unit. `use` says where it is offered."""

    class Use(models.TextChoices):
        """Where it is offered."""

        RETURN = "return", "退回"
        PASS = "pass", "通过"
        DISMISS = "dismiss", "保留发现项"
        MARK = "mark", "不公开理由"
        WITHDRAW = "withdraw", "撤回"
        CHANGE = "change", "修订说明"

    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="phrases")
    use = models.CharField(max_length=10, choices=Use)
    words = models.CharField(max_length=300)

    class Meta:
        verbose_name = "常用语"
        ordering = ("use", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="phrase_says_something"),
            models.UniqueConstraint(fields=("agency", "use", "words"), name="phrase_once"),
        )

    def __str__(self) -> str:
        return self.words
