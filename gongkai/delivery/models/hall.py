"""The places to which published information is delivered: archives, public library, service centre."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.units.models import Agency


class Hall(models.Model):
    """One receiving place of one government. `rule` is a code of law/data/delivery; `until` the first day without it.

    Its receivers are those who have that duty in `agency`; `office` leads the work and looks at replacements.
    """

    class Kind(models.TextChoices):
        """What kind of place it is."""

        ARCHIVES = "archives", "国家档案馆"
        LIBRARY = "library", "公共图书馆"
        SERVICE = "service", "政务服务场所"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    government = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="halls")
    office = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="halls_led")
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="hall")
    contact = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    rule = models.CharField(max_length=40)
    begins = models.DateField()
    until = models.DateField(null=True, blank=True)
    # Every interval that ended on or before this day has its batches.
    prepared_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "接收馆"
        ordering = ("government", "kind", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(name="") & ~Q(rule=""), name="hall_is_named"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("begins")), name="hall_ends_after_beginning"
            ),
            models.CheckConstraint(condition=~Q(government=F("agency")), name="hall_is_not_its_government"),
        )

    def __str__(self) -> str:
        return self.name
