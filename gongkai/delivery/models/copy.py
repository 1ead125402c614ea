"""What is handed over, as PDF: one for each public version, and papers that other rooms hand in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models import Publication
from gongkai.units.models import Agency


class Copy(models.Model):
    """The PDF of one public version with number and mark printed on it. `left_out` names files that are not in it.

    Once the record is withdrawn the file is removed and `removed` set; the hash stays as proof of what was handed over.
    """

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="deposit_copy")
    digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    left_out = models.JSONField(default=list)
    made_at = models.DateTimeField()
    removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = "送交件"
        constraints = (models.CheckConstraint(condition=Q(pages__gt=0), name="copy_has_a_page"),)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.digest[:12]}"


class Extra(models.Model):
    """Something to be delivered that is no record, such as an annual report; `key` names it within its unit."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="deposit_extras")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=100, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "另行送交的材料"
        ordering = ("made_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("agency", "key"), name="extra_once"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(title="") & Q(pages__gt=0), name="extra_is_whole"),
        )

    def __str__(self) -> str:
        return self.title
