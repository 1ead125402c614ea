"""Rows of redaction: pages made ready for marking, what the screening proposes on them, burning that is under way."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.requests.models.file import Attachment, Release
from gongkai.requests.models.request import Request
from gongkai.units.models import Person


class PageCopy(models.Model):
    """A source file as pages: the PDF it is, or was converted to (`note` says how); kept sealed.

    `fault` says why it cannot be shown as pages. `read_to`: up to which page the screening has looked.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="page_copy")
    digest = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=400, blank=True)
    fault = models.CharField(max_length=400, blank=True)
    read_to = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "页面底稿"
        constraints = (models.CheckConstraint(condition=~Q(digest="") | ~Q(fault=""), name="page_copy_or_its_fault"),)

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.pages}"


class PageImage(models.Model):
    """One page drawn for the screen, kept sealed, so that it is drawn once."""

    copy = models.ForeignKey(PageCopy, on_delete=models.CASCADE, related_name="images")
    page = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "页面图像"
        constraints = (models.UniqueConstraint(fields=("copy", "page"), name="page_image_once"),)

    def __str__(self) -> str:
        return f"{self.copy_id} p{self.page}"


class MarkProposal(models.Model):
    """A place that the screening takes for something not to be given out; measured as a Mark is. No words are kept."""

    copy = models.ForeignKey(PageCopy, on_delete=models.CASCADE, related_name="proposals")
    page = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=10)

    class Meta:
        verbose_name = "遮盖建议"
        ordering = ("copy", "page", "top", "left")
        constraints = (
            models.CheckConstraint(
                condition=Q(page__gte=1) & Q(width__gte=1) & Q(height__gte=1)
                & Q(left__lte=10000 - F("width")) & Q(top__lte=10000 - F("height")),
                name="proposal_is_on_the_page",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.copy_id} p{self.page} {self.kind}"


class Burning(models.Model):
    """One order to burn a release's marks in. `agreed`: the orderer has looked at words that stay elsewhere.

    `left_open` counts the covered words that do. `claimed_at`: when a process last took it on or was done with a page;
    one that ended amid it is followed by another.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="burnings")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(default=False)
    marks_hash = models.CharField(max_length=64)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=400, blank=True)
    left_open = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "遮盖处理"
        ordering = ("release", "id")
        constraints = (
            models.UniqueConstraint(fields=("release",), condition=Q(finished_at=None), name="one_burning_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.release_id} {self.done}/{self.total}"


class Conversion(models.Model):
    """A released file proposed for publication by the agency itself (条例第四十四条), and what became of it."""

    class State(models.TextChoices):
        """Open until somebody decides."""

        OPEN = "open", "待决定"
        ACCEPTED = "accepted", "转为主动公开"
        DECLINED = "declined", "不转为主动公开"

    class Origin(models.TextChoices):
        """Who saw that it concerns many."""

        APPLICANT = "applicant", "申请人建议"
        REPEATED = "repeated", "多个申请人申请"
        AGENCY = "agency", "行政机关认为应当公开"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="conversions")
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="conversions")
    origin = models.CharField(max_length=10, choices=Origin)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=400, blank=True)
    record = models.ForeignKey("records.Record", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "转为主动公开"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("request",), condition=Q(state="open"), name="one_conversion_open"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | (Q(record__isnull=False) & Q(release__isnull=False)),
                name="conversion_has_a_record",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(verdict=""), name="conversion_declined_why"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"
