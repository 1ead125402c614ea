"""A delivered item that changed or went since: the letter, what the office says to it, and what the hall did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.delivery.models.batch import BatchItem
from gongkai.delivery.models.copy import Copy
from gongkai.units.models import Person


class Replacement(models.Model):
    """One change at one hall. `copy` is the new version, None for a withdrawal."""

    class Kind(models.TextChoices):
        """Whether something takes its place."""

        REPLACE = "replace", "更换"
        WITHDRAW = "withdraw", "撤回"

    class State(models.TextChoices):
        """From due to acted on; overtaken by a later change where it was not acted on yet."""

        DUE = "due", "待发函"
        ASKED = "asked", "待审核"
        APPROVED = "approved", "待馆方办理"
        ACTED = "acted", "已办结"
        OVERTAKEN = "overtaken", "已由后来的变动代替"

    item = models.ForeignKey(BatchItem, on_delete=models.PROTECT, related_name="replacements")
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.PositiveIntegerField()
    copy = models.ForeignKey(Copy, null=True, blank=True, on_delete=models.PROTECT, related_name="replacements")
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=400, blank=True)
    letter_number = models.CharField(max_length=100, blank=True)
    paper_copies = models.PositiveIntegerField(default=0)
    electronic_copies = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField(max_length=400, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acted_at = models.DateTimeField(null=True, blank=True)
    acted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remarks = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "撤回或者更换"
        ordering = ("-made_at", "-id")
        indexes = (models.Index(fields=("state",)),)
        constraints = (
            models.UniqueConstraint(fields=("item", "kind", "version"), name="replacement_once_a_change"),
            models.CheckConstraint(
                condition=(Q(kind="withdraw") & Q(copy=None)) | (Q(kind="replace") & Q(copy__isnull=False)),
                name="replacement_has_what_replaces",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("due", "overtaken")) | (~Q(reason="") & Q(asked_by__isnull=False)),
                name="replacement_asked_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "acted")) | Q(approved_by__isnull=False),
                name="replacement_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("asked_by")), name="replacement_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="acted") | Q(acted_by__isnull=False), name="replacement_acted_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(paper_copies=models.F("electronic_copies")), name="replacement_copies_are_equal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} v{self.version}"
