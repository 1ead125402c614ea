"""What a person has typed into a form and not saved: kept so that a closed window or a lost line costs nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.record import Record
from gongkai.units.models import Agency, Person


class Unsaved(models.Model):
    """The fields of one form, as typed. `record` is None for a new one; `edition` is the one the person began from."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "未保存的内容"
        constraints = (
            models.UniqueConstraint(fields=("person", "record"), name="unsaved_once_a_record"),
            models.UniqueConstraint(
                fields=("person", "agency"), condition=Q(record=None), name="unsaved_new_once_a_unit"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.record_id or 'new'} {self.at:%Y-%m-%d %H:%M}"
