"""The dossier 一申请一卷: everything of one request in order, page by page, closed with a hash."""

from __future__ import annotations

from django.db import models

from gongkai.requests.models.request import Request
from gongkai.units.models import Agency, Person


class Dossier(models.Model):
    """One built dossier. `contents` are its lines in order (what, number, day, pages from-to, SHA-256 of the paper).

    `purpose`: for the archives or for a court or reconsideration body; each building is a new row, never changed.
    """

    class Purpose(models.TextChoices):
        """The same papers; the cover differs."""

        ARCHIVE = "archive", "归档"
        DISPUTE = "dispute", "提交复议机关、人民法院"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="dossiers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=Purpose)
    number = models.CharField(max_length=60, blank=True)
    retention = models.CharField(max_length=40, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    contents = models.JSONField(default=list)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.CharField(max_length=64)
    zip = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "案卷"
        ordering = ("request", "id")

    def __str__(self) -> str:
        return self.number or f"{self.request_id} {self.purpose}"
