"""Papers of a request: composed, reviewed by ranks, signed on their content, numbered and frozen when issued."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.requests.models.request import Request
from gongkai.requests.models.subcase import SubCase
from gongkai.units.models import Agency, Person


class Paper(models.Model):
    """One outgoing document. `kind` is a row of law/data/documents/requests.toml.

    `fields` are what people filled in; `content` the composed document (papers.blocks as JSON) from fields, facts and
    the template's version, with its `content_hash`, to which every review is bound. Issued, nothing changes any more:
    `number`, `pdf` and `word` (kept sealed, kit.private_files) are frozen by the database.
    """

    class State(models.TextChoices):
        """Returned papers are drafts again."""

        DRAFT = "draft", "拟稿"
        IN_REVIEW = "in_review", "审签中"
        SIGNED = "signed", "已签发"
        ISSUED = "issued", "已发出"
        VOID = "void", "作废"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="papers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subcase = models.ForeignKey(SubCase, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=200)
    fields = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64, blank=True)
    template_version = models.PositiveIntegerField(default=0)
    chain = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    series = models.CharField(max_length=40, blank=True)
    year = models.PositiveIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(max_length=80, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_hash = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    pdf = models.CharField(max_length=64, blank=True)
    word = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    void_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "文书"
        ordering = ("request", "id")
        indexes = (models.Index(fields=("agency", "state"), name="paper_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "series", "year", "serial"),
                condition=Q(serial__isnull=False), name="paper_number_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(submitted_by=None) | ~Q(signed_by=F("submitted_by")),
                name="paper_not_signed_by_its_submitter",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("signed", "issued")) | Q(signed_hash=F("content_hash")),
                name="signature_binds_the_content",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (Q(issued_on__isnull=False) & ~Q(pdf="") & ~Q(word="") & ~Q(signed_hash="")),
                name="paper_issued_whole",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.pk}"


class PaperReview(models.Model):
    """One verdict on one paper, bound to the content it was given on; never changed."""

    class Verdict(models.TextChoices):
        """The last passing is the signature."""

        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="reviews")
    round = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    step = models.CharField(max_length=40)
    duty = models.CharField(max_length=40)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=1000, blank=True)
    content_hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    submitter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "文书审签"
        ordering = ("paper", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(person=F("submitter")), name="paper_reviewed_by_another"),
            models.CheckConstraint(condition=~Q(verdict="returned") | ~Q(reason=""), name="paper_returned_with_reason"),
            models.UniqueConstraint(
                fields=("paper", "round", "position"), condition=Q(verdict="passed"), name="paper_step_passed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.paper_id} {self.step} {self.verdict}"


class PaperTemplate(models.Model):
    """A unit's own wording of one kind of document; the mandatory elements are guarded (law.paper_forms)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="paper_templates")
    kind = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    body = models.TextField()
    in_use = models.BooleanField(default=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "文书模板"
        constraints = (
            models.UniqueConstraint(fields=("agency", "kind", "version"), name="paper_template_version_once"),
            models.UniqueConstraint(
                fields=("agency", "kind"), condition=Q(in_use=True), name="one_paper_template_in_use"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.version}"


class PaperChain(models.Model):
    """By which ranks a unit's papers of one group (law.paper_forms: reply, notice, letter) are reviewed, in order:
    each {"step", "duty", "label"}. The last one signs."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="paper_chains")
    group = models.CharField(max_length=20)
    steps = models.JSONField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "文书审签链"
        constraints = (models.UniqueConstraint(fields=("agency", "group"), name="paper_chain_once"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.group}"


class Service(models.Model):
    """How one issued paper reached whom it is for, and the day that counts (law.service); never changed.

    `to` is the applicant, or a sub-case's party. `days` by event code, ISO. A failed try stands too (`failed`).
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="services")
    way = models.CharField(max_length=20)
    days = models.JSONField(default=dict)
    carrier = models.CharField(max_length=20, blank=True)
    mail_number = models.CharField(max_length=40, blank=True)
    signer = models.CharField(max_length=60, blank=True)
    served_on = models.DateField(null=True, blank=True)
    arrived_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    sentence = models.CharField(max_length=400, blank=True)
    failed = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "送达"
        ordering = ("paper", "id")
        constraints = (
            models.CheckConstraint(condition=Q(served_on__isnull=False) | ~Q(failed=""), name="served_or_failed"),
        )

    def __str__(self) -> str:
        return f"{self.paper_id} {self.way} {self.served_on}"
