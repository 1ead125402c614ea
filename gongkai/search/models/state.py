"""Which copy of the index answers, and how far another one has been built."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class IndexState(models.Model):
    """One row. While `building` names the other copy, everything is written to both."""

    active = models.CharField(max_length=1, default="a")
    building = models.CharField(max_length=1, blank=True)
    # Where the building stands: the kind of documents and the last key that was read, and how many are done.
    at_kind = models.CharField(max_length=30, blank=True)
    after_key = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    # Whether everything public has ever been read into it: a home made before there was an index has not.
    whole = models.BooleanField(default=False)

    class Meta:
        db_table = "search_state"
        verbose_name = "检索索引"
        constraints = (models.CheckConstraint(condition=Q(id=1), name="search_state_is_one_row"),)

    def __str__(self) -> str:
        return f"{self.active} {self.building}".strip()
