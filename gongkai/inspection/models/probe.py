"""What the probe of the public site did and saw: visits, rounds, pages, and what is wrong on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Probe(models.Model):
    """One look at the site. A visit opens the front page and measures it; a round walks the pages."""

    class Kind(models.TextChoices):
        """How much is looked at."""

        VISIT = "visit", "打开首页"
        ROUND = "round", "逐页巡检"

    class State(models.TextChoices):
        """Cut: a bound was reached before the last page; what is left comes first in the next round."""

        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        CUT = "cut", "到上限"
        FAILED = "failed", "未能进行"

    kind = models.CharField(max_length=6, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    base = models.CharField(max_length=300)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Of the front page: whether it opened within the limit, what it answered (0: nothing), and how fast.
    opened = models.BooleanField(default=False)
    status = models.PositiveSmallIntegerField(default=0)
    first_byte_ms = models.PositiveIntegerField(default=0)
    total_ms = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    certificate_until = models.DateField(null=True, blank=True)
    # Why it failed or what the certificate lacks, in words; empty when all is well.
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "巡检"
        ordering = ("-begun_at", "-id")
        indexes = (models.Index(fields=("kind", "-begun_at")),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind",), condition=Q(kind="round", state="running"), name="probe_one_round_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.begun_at:%Y-%m-%d %H:%M}"


class ProbedPage(models.Model):
    """One address of the public side as it was last asked; one never asked waits for its turn."""

    address = models.CharField(max_length=600, unique=True)
    is_file = models.BooleanField(default=False)
    agency_code = models.CharField(max_length=64, blank=True)
    seen_in = models.ForeignKey(Probe, null=True, blank=True, on_delete=models.SET_NULL, related_name="seen")
    asked_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    first_byte_ms = models.PositiveIntegerField(default=0)
    total_ms = models.PositiveIntegerField(default=0)
    # The addresses of this site that the page names.
    links = models.JSONField(default=list)

    class Meta:
        verbose_name = "巡检到的页面"
        ordering = ("id",)
        indexes = (models.Index(fields=("seen_in", "asked_at")),)

    def __str__(self) -> str:
        return self.address


class ProbeFinding(models.Model):
    """One thing that is wrong at one address, from the first day it was seen to the day it was mended."""

    class State(models.TextChoices):
        """A fault that comes back opens the same row again."""

        OPEN = "open", "待处理"
        MENDED = "mended", "已消除"
        DISMISSED = "dismissed", "不是问题"

    # One for one address, kind and words: a hash of the three and the unit.
    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=24)
    address = models.CharField(max_length=600)
    agency_code = models.CharField(max_length=64, blank=True)
    # What stands there, personal data blotted out.
    excerpt = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(max_length=400)
    cite = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    mended_on = models.DateField(null=True, blank=True)
    times = models.PositiveIntegerField(default=1)
    first_probe = models.ForeignKey(Probe, on_delete=models.PROTECT, related_name="found")
    mended_probe = models.ForeignKey(Probe, null=True, blank=True, on_delete=models.PROTECT, related_name="mended")
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "巡检发现的问题"
        ordering = ("-first_seen_at", "-id")
        indexes = (models.Index(fields=("state", "agency_code")), models.Index(fields=("address", "state")))
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="mended") | Q(mended_on__isnull=False), name="probe_finding_mended_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | (~Q(reason="") & ~Q(decided_by="")),
                name="probe_finding_dismissed_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.address}"
