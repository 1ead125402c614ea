"""What a unit's papers print besides their requests: prefix, reviewing body, court, office, cashier."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class PaperSettings(models.Model):
    """The standing facts of one unit's papers; an empty one is taken from elsewhere where that is possible.

    `prefix` is the 机关代字 before each series' word, `words` the words by series where they differ from the law's.
    `layout`: document or letter (GB/T 9704-2012). `reviewer` and `court` are printed in the remedy paragraph,
    `online_remedy` where a reconsideration can be filed by network. Every change counts up `edition` and is journalled.
    """

    class Layout(models.TextChoices):
        """Two forms of the page standard."""

        LETTER = "letter", "信函格式"
        DOCUMENT = "document", "文件格式"

    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="paper_settings")
    edition = models.PositiveIntegerField(default=1)
    prefix = models.CharField(max_length=30, blank=True)
    words = models.JSONField(default=dict)
    layout = models.CharField(max_length=10, choices=Layout, default=Layout.LETTER)
    reviewer = models.CharField(max_length=200, blank=True)
    court = models.CharField(max_length=200, blank=True)
    online_remedy = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    pay_to = models.CharField(max_length=400, blank=True)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "文书设置"
        constraints = (models.CheckConstraint(condition=Q(edition__gte=1), name="paper_settings_edition_counts"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.edition}"
