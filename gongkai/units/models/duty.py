"""Duties: who does what for which agency, from which day to which."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.units.models.agency import Agency
from gongkai.units.models.person import Person

# The three administrators are three people (三员分立); the database keeps it, whatever a screen forgets.
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")


class Duty(models.Model):
    """One duty of one person in one agency; `ends` is the first day without it. `kind` is a code of law/duties."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=32)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "职责"
        ordering = ("agency", "kind", "begins")
        indexes = (models.Index(fields=("agency", "kind", "ends")),)
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("begins")), name="duty_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=("person", "agency", "kind"), condition=Q(ends=None), name="duty_held_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=("person",),
                condition=Q(kind__in=ADMINISTRATORS, ends=None),
                name="one_administrator_duty_a_person",
            ),
            models.CheckConstraint(condition=Q(ends=None) | ~Q(ended_reason=""), name="duty_ended_with_reason"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.agency_id}"
