"""The answer to a complaint or a record correction: proposed by one, signed by another, frozen when signed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.requests.models.matter import Matter
from gongkai.units.models import Person


class MatterPaper(models.Model):
    """One answer. `ending` is a code of law/data/procedure/matters.toml, `fields` what people filled in; the composed
    content lies sealed, for it names its addressee. The latest proposal stands; a signed one is issued that moment."""

    class State(models.TextChoices):
        """A returned proposal is replaced by another."""

        PROPOSED = "proposed", "待签发"
        RETURNED = "returned", "退回"
        ISSUED = "issued", "已发出"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    ending = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    orders = models.TextField(blank=True)
    orders_due_on = models.DateField(null=True, blank=True)
    sealed = models.TextField()
    content_hash = models.CharField(max_length=64)
    number = models.CharField(max_length=80, blank=True)
    pdf = models.CharField(max_length=64, blank=True)
    word = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "投诉与更正的答复"
        ordering = ("matter", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("made_by")), name="matter_paper_signed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued") | (~Q(pdf="") & ~Q(word="") & Q(issued_on__isnull=False)),
                name="matter_paper_issued_whole",
            ),
            models.UniqueConstraint(
                fields=("matter",), condition=Q(state__in=("proposed", "issued")), name="one_answer_a_matter"
            ),
        )

    def __str__(self) -> str:
        return self.number or f"{self.matter_id} {self.kind}"
