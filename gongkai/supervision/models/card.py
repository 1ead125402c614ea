"""A card: the overseeing office tells a unit that one of its steps is late; the unit may appeal."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.supervision.models.watch import Watch
from gongkai.units.models import Agency, Person


class Card(models.Model):
    """One card on one late clock. `colour` is a code of the law's rows; `number` was made from year and serial and
    stays. `due_on` and `late` (working days) are how the clock stood when it was issued; `answer_by` is the last day
    for an appeal. The proof of an appeal lies sealed under `proof`, `proof_digest` is the hash of what was handed in.
    """

    class State(models.TextChoices):
        """Cancelled: the appeal was right. Lifted: the card stood, and what was late is done or was forgiven."""

        ISSUED = "issued", "已发出"
        APPEALED = "appealed", "申诉中"
        UPHELD = "upheld", "申诉未予采纳"
        CANCELLED = "cancelled", "已撤销"
        LIFTED = "lifted", "已解除"

    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="cards")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cards")
    office = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cards_issued")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    colour = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=State, default=State.ISSUED)
    version = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=1000)
    due_on = models.DateField()
    late = models.PositiveIntegerField()
    answer_days = models.PositiveIntegerField()
    answer_by = models.DateField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    appeal = models.CharField(max_length=2000, blank=True)
    proof = models.CharField(max_length=64, blank=True)
    proof_digest = models.CharField(max_length=64, blank=True)
    proof_name = models.CharField(max_length=200, blank=True)
    proof_media = models.CharField(max_length=120, blank=True)
    appealed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    appealed_at = models.DateTimeField(null=True, blank=True)
    judgement = models.CharField(max_length=1000, blank=True)
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.CharField(max_length=1000, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "监察牌"
        ordering = ("-issued_at", "-id")
        indexes = (models.Index(fields=("agency", "state"), name="card_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=("agency", "year", "serial"), name="card_numbered_once"),
            models.UniqueConstraint(fields=("watch", "due_on", "colour"), name="one_card_a_colour_and_lateness"),
            models.CheckConstraint(condition=~Q(reason="") & Q(late__gt=0), name="card_says_why"),
            models.CheckConstraint(
                condition=Q(appealed_by=None, appealed_at=None, appeal="", proof="")
                | (Q(appealed_by__isnull=False, appealed_at__isnull=False) & ~Q(appeal="")),
                name="card_appealed_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None, judged_at=None, judgement="")
                | (Q(judged_by__isnull=False, judged_at__isnull=False, appealed_by__isnull=False) & ~Q(judgement="")),
                name="card_judged_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(judged_by=None) | (~Q(judged_by=F("issued_by")) & ~Q(judged_by=F("appealed_by"))),
                name="card_judged_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None, lifted_at=None, lifted_because="") & ~Q(state="lifted")
                | (Q(lifted_by__isnull=False, lifted_at__isnull=False, state="lifted") & ~Q(lifted_because="")),
                name="card_lifted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", appealed_by=None)
                | Q(state="appealed", appealed_by__isnull=False, judged_by=None)
                | Q(state__in=("upheld", "cancelled"), judged_by__isnull=False)
                | Q(state="lifted"),
                name="card_state_has_its_act",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def stands(self) -> bool:
        """Whether it still binds."""
        return self.state in (self.State.ISSUED, self.State.APPEALED, self.State.UPHELD)
