"""What the machine pointed at in one content, and what a person made of each place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.content import Content
from gongkai.units.models import Person


class Screening(models.Model):
    """One run over one content: its counts, what could not be looked into, and the cleaned copy of each file.

    `cleaned` maps an attachment's digest to {"digest", "size", "removed", "proof"}; only cleaned copies are published.
    """

    content = models.OneToOneField(Content, on_delete=models.PROTECT, related_name="screening")
    at = models.DateTimeField()
    engine = models.CharField(max_length=20)
    blind = models.JSONField(default=list)
    cleaned = models.JSONField(default=dict)

    class Meta:
        verbose_name = "筛查"

    def __str__(self) -> str:
        return f"{self.content_id} {self.engine}"


class Finding(models.Model):
    """One place. `place` is `title`, `body`, another stated field, or `file:<digest>`; start and end are offsets."""

    class State(models.TextChoices):
        """Accepted: it is a fault and must be mended. Dismissed: it may stay, for the reason given."""

        OPEN = "open", "待处理"
        ACCEPTED = "accepted", "须修改"
        DISMISSED = "dismissed", "可以保留"

    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=80)
    where = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=8, choices=(("sure", "确定"), ("doubtful", "存疑")))
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    excerpt = models.CharField(max_length=300)
    sentence = models.CharField(max_length=400)
    cite = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "发现项"
        ordering = ("content", "number")
        constraints = (
            models.UniqueConstraint(fields=("content", "number"), name="finding_numbered_once"),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="finding_dismissed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(person__isnull=False) & Q(at__isnull=False)),
                name="finding_handled_by_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.excerpt}"
