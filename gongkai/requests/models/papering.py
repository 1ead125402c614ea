"""What stands beside a paper: each content that was sent for review, each look before issue, letters that mend letters,
proofs of service, and replies given on the spot."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.requests.models.file import Attachment
from gongkai.requests.models.paper import Paper, Service
from gongkai.requests.models.request import Request
from gongkai.units.models import Person


class PaperVersion(models.Model):
    """The content of one round of review, as it was sent; sealed, since letters name their addressee. Never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    round = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    sealed = models.TextField()
    content_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "送审稿"
        ordering = ("paper", "round")
        constraints = (models.UniqueConstraint(fields=("paper", "round"), name="paper_version_once_a_round"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.round}"


class PaperPreview(models.Model):
    """Somebody looked at the whole paper as it will be printed, with that content. Never changed."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="previews")
    content_hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "文书预览"
        ordering = ("paper", "id")
        constraints = (models.UniqueConstraint(fields=("paper", "content_hash", "person"), name="paper_preview_once"),)

    def __str__(self) -> str:
        return f"{self.paper_id} {self.content_hash[:8]}"


class PaperMending(models.Model):
    """A letter that corrects an issued one, which itself is never rewritten."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="mending")
    of = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="mended_by")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "文书更正"
        constraints = (models.CheckConstraint(condition=~Q(paper=F("of")), name="letter_mends_another"),)

    def __str__(self) -> str:
        return f"{self.paper_id} > {self.of_id}"


class ServiceProof(models.Model):
    """The paper that proves a service: a slip, a receipt, a screen print. Never changed."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="proofs")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "送达凭证"
        constraints = (models.UniqueConstraint(fields=("service", "attachment"), name="service_proof_once"),)

    def __str__(self) -> str:
        return f"{self.service_id} {self.attachment_id}"


class SpotReply(models.Model):
    """A reply given on the spot (条例第三十三条第一款): what was said, and the record the applicant signed.

    `sealed` holds the words, which may tell who applied. Never changed.
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="spot_reply")
    told_on = models.DateField()
    place = models.CharField(max_length=100)
    sealed = models.TextField()
    # The signed record; empty where the applicant would not sign, which `unsigned` then says.
    record = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    unsigned = models.CharField(max_length=200, blank=True)
    served_on = models.DateField()
    in_time = models.BooleanField()
    sentence = models.CharField(max_length=400)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "当场答复"
        constraints = (
            models.CheckConstraint(
                condition=Q(record__isnull=False) | ~Q(unsigned=""), name="spot_reply_signed_or_said_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.told_on}"
