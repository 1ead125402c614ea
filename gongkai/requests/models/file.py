"""Files of a request: what came in, what was found, what is given out after redaction, and the proof of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.requests.models.request import Request
from gongkai.requests.models.subcase import SubCase
from gongkai.units.models import Person


class Attachment(models.Model):
    """One file. `digest` names the sealed bytes (kit.private_files), `plain_digest` the SHA-256 of what they hold.

    `state`: what looking at it on arrival led to; a refused file keeps its row and reason, not its bytes.
    """

    class Role(models.TextChoices):
        """What it is to the request."""

        APPLICATION = "application", "申请书"
        IDENTITY = "identity", "身份证明"
        CORRECTION = "correction", "补正材料"
        REASONS = "reasons", "理由说明"
        SCAN = "scan", "扫描件"
        SOURCE = "source", "拟提供的信息"
        OPINION = "opinion", "意见材料"
        PAYMENT = "payment", "缴费凭证"
        SERVICE = "service", "送达凭证"
        DISPUTE = "dispute", "复议诉讼材料"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        """Flagged: a person must look (encrypted, with macros or scripts, of another kind than its name says)."""

        CLEAN = "clean", "正常"
        FLAGGED = "flagged", "须人工查看"
        REFUSED = "refused", "已拒收"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="attachments")
    subcase = models.ForeignKey(SubCase, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")
    role = models.CharField(max_length=12, choices=Role)
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    plain_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.CLEAN)
    findings = models.JSONField(default=list)
    from_applicant = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "附件"
        ordering = ("request", "id")
        constraints = (
            models.CheckConstraint(condition=Q(state="refused") | ~Q(digest=""), name="kept_attachment_has_bytes"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"


class Release(models.Model):
    """One file given out: redacted or whole, for the applicant or for the public; burned, proven, certified."""

    class Audience(models.TextChoices):
        """A public version hides more: the applicant may see what concerns himself."""

        APPLICANT = "applicant", "给申请人"
        PUBLIC = "public", "给公众"

    class State(models.TextChoices):
        """A burned file is offered only once it has been proven clean."""

        MARKING = "marking", "标注中"
        PROVEN = "proven", "已处理并验证"
        FAILED = "failed", "验证未通过"
        GIVEN = "given", "已提供"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="releases")
    source = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="releases")
    audience = models.CharField(max_length=10, choices=Audience)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State, default=State.MARKING)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    plain_digest = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    proof = models.JSONField(default=dict)
    certificate = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    burned_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    burned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "提供的文件"
        ordering = ("request", "id")
        constraints = (
            models.UniqueConstraint(fields=("source", "audience", "version"), name="release_version_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("proven", "given")) | (~Q(digest="") & ~Q(certificate="")),
                name="release_is_certified",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.name} {self.audience}"


class Mark(models.Model):
    """One covered place: a rectangle on a page in ten-thousandths of its width and height, with its ground and reason.

    `origin`: drawn by a person, or proposed by the screening and accepted.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="marks")
    page = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    top = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    ground = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=10, default="drawn")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "遮盖处"
        ordering = ("release", "page", "top", "left")
        constraints = (
            models.CheckConstraint(
                condition=Q(page__gte=1) & Q(width__gte=1) & Q(height__gte=1)
                & Q(left__lte=10000 - F("width")) & Q(top__lte=10000 - F("height")),
                name="mark_is_on_the_page",
            ),
            models.CheckConstraint(condition=~Q(ground=""), name="mark_has_a_ground"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.release_id} p{self.page}"
