"""What is watched: one row a clock of a step, kept in step with the room that holds it, and every date it ever had."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.units.models import Agency, Person


class Watch(models.Model):
    """One clock of one step (kit.watched.WatchedClock). Only the watcher writes it.

    `met_on` is the day the step was done, or the day it ended with nothing to be done where `dropped`. `since_on` is
    the first day on which the watcher counted with this `due_on`: what should have been said before it is said once.
    """

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=100)
    node = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="watches")
    holder = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="watches")
    title = models.CharField(max_length=300)
    begun_on = models.DateField()
    due_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    dropped = models.BooleanField(default=False)
    since_on = models.DateField()
    subject_page = models.CharField(max_length=60, blank=True)
    subject_key = models.CharField(max_length=100, blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "监察期限"
        ordering = ("due_on", "id")
        indexes = (
            models.Index(fields=("agency", "due_on"), condition=Q(met_on=None), name="watch_open_by_due"),
            models.Index(fields=("agency", "met_on"), name="watch_by_end"),
            models.Index(fields=("agency", "due_on"), name="watch_by_due"),
        )
        constraints = (
            models.UniqueConstraint(fields=("source", "key", "node"), name="watch_once"),
            models.CheckConstraint(condition=Q(dropped=False) | Q(met_on__isnull=False), name="watch_dropped_on_a_day"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="watch_says_what"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.key} {self.due_on}"


class WatchMove(models.Model):
    """A due date that was moved while it was watched: from which day to which, and when the watcher learnt it."""

    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "监察期限变动"
        ordering = ("watch", "id")
        constraints = (models.CheckConstraint(condition=~Q(before=F("after")), name="watch_move_moves"),)

    def __str__(self) -> str:
        return f"{self.watch_id} {self.before} {self.after}"


class SourceRead(models.Model):
    """How far one source is known: the last day on which it was read without a fault, and the fault since then."""

    source = models.CharField(max_length=40, primary_key=True)
    through = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    clocks = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "监察来源"
        ordering = ("source",)

    def __str__(self) -> str:
        return f"{self.source} {self.through}"


class Round(models.Model):
    """One day's round. It exists only when the day's notices are all made; `passes` counts how often it was gone again
    on the day itself. Where `began_at` lies on a later day, the day was caught up with."""

    day = models.DateField(unique=True)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    passes = models.PositiveIntegerField(default=1)
    # The number of this pass among those of all days: the clock of the machine may have stood wrong in between.
    turn = models.PositiveBigIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    unreachable = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "监察轮次"
        ordering = ("-day",)

    def __str__(self) -> str:
        return self.day.isoformat()
