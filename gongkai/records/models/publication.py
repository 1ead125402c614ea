"""What the public sees: self-contained snapshots, and the orders to publish at a set time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models.content import Content
from gongkai.records.models.record import Record
from gongkai.units.models import Person


class Publication(models.Model):
    """One public version of one record. `snapshot` holds all a page needs; a withdrawn one keeps only its stub."""

    class State(models.TextChoices):
        """At most one version of a record is published or withdrawn; the others were replaced."""

        PUBLISHED = "published", "已发布"
        REPLACED = "replaced", "已被修订"
        WITHDRAWN = "withdrawn", "已撤回"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="publications")
    content_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    index_number = models.CharField(max_length=60)
    agency_code = models.CharField(max_length=64)
    agency_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=100, blank=True)
    # The number in its parts (机关代字, year, serial), for those who remember only some of them.
    doc_prefix = models.CharField(max_length=60, blank=True)
    doc_year = models.PositiveSmallIntegerField(null=True, blank=True)
    doc_serial = models.PositiveIntegerField(null=True, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    genre = models.CharField(max_length=40, blank=True)
    document_kind = models.CharField(max_length=40, blank=True)
    topic = models.CharField(max_length=120, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    # What later documents did to it, written when they are published; the status on a day follows from these.
    validity_links = models.JSONField(default=list)
    # What it does to others that are public, in the same form with `title`: the public side reads no other table.
    acting_links = models.JSONField(default=list)
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    change_note = models.CharField(max_length=300, blank=True)
    snapshot = models.JSONField(default=dict)
    snapshot_hash = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "公开版本"
        ordering = ("-published_at", "-id")
        indexes = (
            models.Index(fields=("state", "-first_published_at", "-id")),
            models.Index(fields=("state", "agency_code", "-first_published_at")),
            models.Index(fields=("state", "class_code", "-first_published_at")),
            models.Index(fields=("state", "document_kind", "-first_published_at")),
            models.Index(fields=("state", "genre", "-first_published_at")),
            models.Index(fields=("state", "topic", "-first_published_at")),
            models.Index(fields=("doc_prefix", "doc_year", "doc_serial")),
            # What the front page counts, and when each piece of the site's map last changed, without reading the rows.
            models.Index(fields=("state", "class_code", "document_kind", "published_at")),
            models.Index(fields=("state", "record", "published_at")),
        )
        constraints = (
            models.UniqueConstraint(fields=("record", "version"), name="publication_version_once"),
            models.UniqueConstraint(
                fields=("index_number",), condition=~Q(state="replaced"), name="publication_one_current"
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(change_note=""), name="publication_revised_with_a_note"),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (~Q(withdrawn_reason="") & Q(withdrawn_at__isnull=False) & Q(snapshot_hash="")),
                name="publication_withdrawn_is_a_stub",
            ),
        )

    def __str__(self) -> str:
        return f"{self.index_number} v{self.version}"


class PublishOrder(models.Model):
    """An order to publish one signed content at a set time; the worker carries it out by the one function."""

    class State(models.TextChoices):
        """Refused: when the time came the one function said no; the sentence says why."""

        WAITING = "waiting", "待发布"
        DONE = "done", "已发布"
        REFUSED = "refused", "未能发布"
        CANCELLED = "cancelled", "已取消"

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="orders")
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="orders")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    change_note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    refusal = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "定时发布"
        ordering = ("at", "id")
        indexes = (models.Index(fields=("state", "at")),)
        constraints = (
            models.UniqueConstraint(fields=("record",), condition=Q(state="waiting"), name="order_one_waiting"),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.at:%Y-%m-%d %H:%M}"
