"""A record: a document an agency made or obtained, from its first draft on, whether or not it is ever public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class Record(models.Model):
    """The record as lists show it. What it says is in its contents; the columns here repeat the current one.

    `waiting_step` and `waiting_duty` name what the review chain asks for next; `handler` is the person who has it now,
    empty where anyone with the duty may take it. `edition` counts every change, so that two people acting are told.
    """

    class State(models.TextChoices):
        """Where it stands. Registered: signed, and not for proactive publication; it is in the ledger, not in public.

        Historic: booked from an older ledger; it passed no review here and can be published only after one.
        """

        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "待审核"
        RETURNED = "returned", "退回"
        ESCALATED = "escalated", "待上级确定"
        APPROVED = "approved", "已签发"
        REGISTERED = "registered", "已登记"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"
        HISTORIC = "historic", "历史台账"
        DISCARDED = "discarded", "已作废"

    class Origin(models.TextChoices):
        """Who discloses it (《条例》第十条)."""

        MADE = "made", "本机关制作"
        OBTAINED_PUBLIC = "obtained_public", "从公民、法人和其他组织获取"
        OBTAINED_AGENCY = "obtained_agency", "从其他行政机关获取"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="records")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    drafter = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="drafted")
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="handled")
    waiting_step = models.CharField(max_length=32, blank=True)
    waiting_duty = models.CharField(max_length=32, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    content = models.OneToOneField(
        "records.Content", null=True, blank=True, on_delete=models.PROTECT, related_name="current_of"
    )
    # The content that was signed; null again as soon as anything is changed.
    approved = models.OneToOneField(
        "records.Content", null=True, blank=True, on_delete=models.PROTECT, related_name="approved_of"
    )

    title = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=100, blank=True)
    doc_prefix = models.CharField(max_length=40, blank=True)
    doc_year = models.PositiveSmallIntegerField(null=True, blank=True)
    doc_serial = models.PositiveIntegerField(null=True, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=16, choices=Origin, default=Origin.MADE)
    class_code = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    document_kind = models.CharField(max_length=24, blank=True)
    mark = models.CharField(max_length=16, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)

    publish_due_on = models.DateField(null=True, blank=True)
    handover_due_on = models.DateField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)

    source_system = models.CharField(max_length=12, blank=True)
    source_key = models.CharField(max_length=100, blank=True)
    imported_from = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "信息"
        ordering = ("-changed_at", "-id")
        indexes = (
            models.Index(fields=("agency", "state", "-changed_at")),
            models.Index(fields=("agency", "-formed_on", "-id")),
            models.Index(fields=("agency", "mark", "-formed_on")),
            models.Index(fields=("agency", "class_code", "-formed_on")),
            models.Index(fields=("agency", "category", "-formed_on")),
            models.Index(fields=("agency", "document_kind", "-formed_on")),
            models.Index(fields=("handler", "state")),
            models.Index(fields=("agency", "waiting_duty", "publish_due_on")),
            models.Index(fields=("agency", "doc_year", "doc_serial")),
            models.Index(fields=("agency", "next_review_on")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("source_system", "source_key"), condition=~Q(source_system=""), name="record_handed_over_once"
            ),
            models.UniqueConstraint(
                fields=("imported_from",), condition=~Q(imported_from=""), name="record_imported_once_a_row"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "registered", "published")) | Q(approved__isnull=False),
                name="record_stands_on_approval",
            ),
            # What was signed is what stands: a change makes a new content, and the approval is gone with it.
            models.CheckConstraint(
                condition=Q(approved=None) | Q(approved=models.F("content")), name="record_approval_is_of_this_content"
            ),
            models.CheckConstraint(
                condition=~Q(state="in_review") | (~Q(mark="") & ~Q(waiting_step="")),
                name="record_marked_before_review",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | (Q(mark="proactive") & Q(published_at__isnull=False)),
                name="record_public_only_if_proactive",
            ),
            models.CheckConstraint(
                condition=~Q(mark="not_disclosed") | ~Q(ground=""), name="record_withheld_with_ground"
            ),
            models.CheckConstraint(
                condition=~Q(state="historic") | (~Q(imported_from="") & Q(approved=None) & ~Q(mark="")),
                name="record_historic_is_imported",
            ),
        )

    def __str__(self) -> str:
        return self.title
