"""What the public sees of a unit's columns: self-contained snapshots, one public version of a page at a time."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.columns.models.page import Page
from gongkai.units.models import Person


class PagePublication(models.Model):
    """One public version of one page. `snapshot` holds the facts in their order; a withdrawn one is only a stub."""

    class State(models.TextChoices):
        """At most one version of a page is published or withdrawn; the others were replaced."""

        PUBLISHED = "published", "已发布"
        REPLACED = "replaced", "已被修订"
        WITHDRAWN = "withdrawn", "已撤回"

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PUBLISHED)
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=80)
    agency_code = models.CharField(max_length=64)
    agency_name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    snapshot = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64)
    # Nobody publishes what he alone wrote: the one who wrote this text last is not the one who made it public.
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    first_published_at = models.DateTimeField()
    change_note = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "专栏页面公开版本"
        ordering = ("agency_code", "kind", "page", "-version")
        indexes = (models.Index(fields=("state", "kind", "agency_code")),)
        constraints = (
            models.UniqueConstraint(fields=("page", "version"), name="column_publication_version_once"),
            models.UniqueConstraint(
                fields=("kind", "key"), condition=~Q(state="replaced"), name="column_publication_one_current"
            ),
            models.CheckConstraint(
                condition=~Q(written_by=F("published_by")), name="column_publication_second_pair_of_eyes"
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(change_note=""), name="column_publication_revised_with_a_note"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (~Q(withdrawn_reason="") & Q(withdrawn_at__isnull=False) & Q(snapshot={})),
                name="column_publication_withdrawn_is_a_stub",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key} v{self.version}"
