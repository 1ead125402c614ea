"""The clocks of a request: each a ledger of dated entries, never changed, from which its last day is computed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.request import Request
from gongkai.units.models import Person


class Clock(models.Model):
    """One clock. `rule` is a row of law/data/deadlines; `ref` tells apart several of one rule (a sub-case, a paper).

    `due_on`, `state`, `provisional` and `entries_counted` repeat the ledger's answer; clocks.py writes them.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="clocks")
    rule = models.CharField(max_length=40)
    ref = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=24, blank=True)
    provisional = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    entries_counted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "期限"
        ordering = ("request", "id")
        indexes = (models.Index(fields=("due_on",), condition=Q(closed_on=None), name="clock_open_by_due"),)
        constraints = (models.UniqueConstraint(fields=("request", "rule", "ref"), name="clock_once"),)

    def __str__(self) -> str:
        return f"{self.request_id} {self.rule} {self.ref}"


class ClockEntry(models.Model):
    """One entry (law.clock_entries.Entry). `paper` names the document that proves it; `voids` an earlier entry that was
    entered by mistake and no longer counts, with the reason. `recorded_on` is the day it was written down."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12)
    on = models.DateField()
    what = models.CharField(max_length=40, blank=True)
    ref = models.CharField(max_length=40, blank=True)
    length = models.PositiveIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=60, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=40)
    voids = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="voided_by")
    reason = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "期限台账"
        ordering = ("clock", "id")
        constraints = (
            models.CheckConstraint(condition=Q(voids=None) | ~Q(reason=""), name="clock_entry_voids_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.clock_id} {self.kind} {self.on}"


class ClockMove(models.Model):
    """An open clock that a new calendar moved: kept, shown to the handler, counted in the list of what moved."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    sentence = models.CharField(max_length=400)
    calendar = models.CharField(max_length=64)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "期限变动"
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.clock_id} {self.before} {self.after}"
