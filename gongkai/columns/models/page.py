"""What a unit writes for its columns: guide, institution, rules of work, reading points. Nothing of it is public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person


class Page(models.Model):
    """One page of one unit. What it says stands in its texts; what the public sees stands in its publications."""

    class Kind(models.TextChoices):
        """Which column it fills. A unit has one guide and one institution page, and any number of the others."""

        GUIDE = "guide", "政府信息公开指南"
        INSTITUTION = "institution", "机构职能"
        SYSTEM = "system", "政府信息公开制度"
        READING_POINT = "reading_point", "信息查阅点"

    class State(models.TextChoices):
        """Where the present text stands. Changing the text of a public page makes it a draft; the public one stays."""

        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待发布"
        RETURNED = "returned", "退回"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="column_pages")
    kind = models.CharField(max_length=16, choices=Kind)
    # The address of the page: the unit's code, with a number where the unit has several of a kind. Never changed.
    key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # Counted up with every act, so that whoever comes second is told.
    edition = models.PositiveIntegerField(default=1)
    text = models.ForeignKey("columns.PageText", null=True, on_delete=models.PROTECT, related_name="+")
    returned_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # The day from which something it tells of is different, as the unit noted: from it the time to publish anew runs.
    stale_since = models.DateField(null=True, blank=True)
    stale_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "专栏页面"
        ordering = ("agency", "kind", "id")
        indexes = (models.Index(fields=("state", "changed_at")),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="column_page_key_once"),
            models.UniqueConstraint(
                fields=("agency", "kind"), condition=Q(kind__in=("guide", "institution")), name="column_page_one_a_unit"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="column_page_has_a_key"),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_reason=""), name="column_page_returned_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(stale_since=None) | ~Q(stale_reason=""), name="column_page_stale_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PageText(models.Model):
    """What a page says, number by number: `values` by field code (law/data/columns). Never changed, never removed."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    hash = models.CharField(max_length=64)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "专栏页面文稿"
        ordering = ("page", "-number")
        constraints = (
            models.UniqueConstraint(fields=("page", "number"), name="column_text_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(hash=""), name="column_text_is_hashed"),
        )

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"
