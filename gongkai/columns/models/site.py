"""Who the site belongs to and how it looks: the draft of a profile, and the profiles that are or were in use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Person


class SiteFacts(models.Model):
    """What draft and profile both say. Empty facts are left out of the pages."""

    name = models.CharField(max_length=60)
    owner = models.CharField(max_length=100)
    office = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=200, blank=True)
    id_code = models.CharField(max_length=10, blank=True)
    filing = models.CharField(max_length=60, blank=True)
    police_filing = models.CharField(max_length=60, blank=True)
    report_errors = models.URLField(max_length=300, blank=True)
    # As #rrggbb; empty for the colour the platform comes with.
    main = models.CharField(max_length=7, blank=True)
    # The hash under which the kit keeps the re-encoded PNG; empty for the platform's own sign.
    emblem = models.CharField(max_length=64, blank=True)
    # In the order of the menu: {"code", "label", "shown"}; empty for the order and names of the law's rows.
    columns = models.JSONField(default=list)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class SiteDraft(SiteFacts):
    """The profile being written: one row at most. `edition` counts its changes."""

    only = models.BooleanField(default=True, unique=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "站点信息草稿"
        constraints = (
            models.CheckConstraint(condition=Q(only=True), name="site_one_draft"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(owner=""), name="site_draft_is_named"),
        )


class SiteProfile(SiteFacts):
    """A profile that was put to use; one is in use, the others were replaced. Public."""

    class State(models.TextChoices):
        """One in use at most."""

        IN_USE = "in_use", "使用中"
        REPLACED = "replaced", "已被替换"

    state = models.CharField(max_length=10, choices=State, default=State.IN_USE)
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        verbose_name = "站点信息"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("state",), condition=Q(state="in_use"), name="site_one_in_use"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(owner=""), name="site_is_named"),
            models.CheckConstraint(condition=~Q(reason=""), name="site_used_with_reason"),
        )
