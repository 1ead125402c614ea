"""What a document does to another: repeals, amends, replaces, interprets."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.records.models.record import Record


class RecordLink(models.Model):
    """`record` acts on `other`, or on a document not on the platform named in `other_text`, from the day `on`.

    A document not on the platform that acts on `other` stands in `by_text`, and `record` is empty. `kind` is a code of
    law/validity.
    """

    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="links")
    by_text = models.CharField(max_length=300, blank=True)
    other = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="linked_by")
    other_text = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=16)
    on = models.DateField()

    class Meta:
        verbose_name = "文件关系"
        constraints = (
            models.CheckConstraint(
                condition=Q(other=None) | Q(record=None) | ~Q(other=F("record")), name="link_not_to_itself"
            ),
            models.CheckConstraint(
                condition=(Q(record__isnull=False) & Q(by_text=""))
                | (Q(record=None) & ~Q(by_text="") & Q(other__isnull=False)),
                name="link_names_what_acts",
            ),
            models.CheckConstraint(condition=Q(other__isnull=False) | ~Q(other_text=""), name="link_names_the_other"),
            models.UniqueConstraint(
                fields=("record", "other", "kind"), condition=Q(other__isnull=False), name="record_link_once"
            ),
            models.UniqueConstraint(
                fields=("by_text", "other", "kind"), condition=Q(record=None), name="outside_link_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id or self.by_text} {self.kind} {self.other_id or self.other_text}"
