"""The catalogue of items that a unit has to publish: its versions, its items, and which records belong to an item."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from gongkai.records.models import Record
from gongkai.units.models import Agency

OPEN = ("drafted", "submitted", "returned", "accepted")


class ItemCatalogue(models.Model):
    """One version of a unit's catalogue. `edition` counts every change, so that two people acting are told."""

    class State(models.TextChoices):
        """One version is public at most, and one is being prepared at most."""

        DRAFTED = "drafted", "编制中"
        SUBMITTED = "submitted", "待审核"
        RETURNED = "returned", "已退回"
        ACCEPTED = "accepted", "审核通过"
        PUBLISHED = "published", "已公布"
        REPLACED = "replaced", "已被替换"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="item_catalogues")
    agency_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTED)
    edition = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=128, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=128, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    # How many keys were ever given in this unit up to this version: a key is never given twice.
    keys_given = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "主动公开事项目录"
        ordering = ("agency", "-version")
        constraints = (
            models.UniqueConstraint(fields=("agency", "version"), name="items_version_once"),
            models.UniqueConstraint(fields=("agency",), condition=Q(state="published"), name="items_one_public"),
            models.UniqueConstraint(fields=("agency",), condition=Q(state__in=OPEN), name="items_one_prepared"),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "published", "replaced"))
                | (~Q(decided_by="") & ~Q(decided_by=models.F("submitted_by"))),
                name="items_accepted_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "replaced")) | Q(published_at__isnull=False),
                name="items_public_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_name} v{self.version}"


class ItemTexts(models.Model):
    """What is written of one item. `key` names the same item in every version; `extra` keeps a file's other columns.

    The texts stand as they were written; what a machine makes of them is worked out when asked for.
    """

    key = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    level1 = models.CharField(max_length=200, blank=True)
    level2 = models.CharField(max_length=200, blank=True)
    level3 = models.CharField(max_length=200, blank=True)
    level4 = models.CharField(max_length=200, blank=True)
    level5 = models.CharField(max_length=200, blank=True)
    level6 = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    limit = models.CharField(max_length=500, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    channels = models.CharField(max_length=1000, blank=True)
    audience = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=100, blank=True)
    tier = models.CharField(max_length=100, blank=True)
    class_code = models.CharField(max_length=40, blank=True)
    keywords = models.CharField(max_length=300, blank=True)
    remark = models.TextField(blank=True)
    extra = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> tuple[str, ...]:
        """The levels above the item, without empty ones at the end."""
        levels = [str(getattr(self, name)) for name in LEVEL_FIELDS]
        while levels and not levels[-1]:
            levels.pop()
        return tuple(levels)

    def values(self) -> dict[str, Any]:
        """What was written, by column."""
        return {name: getattr(self, name) for name in (*TEXTS, "extra")}


class Item(ItemTexts):
    """One item of one version."""

    catalogue = models.ForeignKey(ItemCatalogue, on_delete=models.CASCADE, related_name="items")
    # What the office noted at this row when it returned the catalogue.
    mark = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "公开事项"
        ordering = ("catalogue", "order")
        constraints = (
            models.UniqueConstraint(fields=("catalogue", "key"), name="item_key_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="item_is_named"),
        )


class PublicItemCatalogue(models.Model):
    """The head of a unit's catalogue as it is public; its items are those of `PublicItem`. No draft stands here."""

    agency_code = models.CharField(max_length=64, unique=True)
    agency_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = "已公布的事项目录"
        ordering = ("agency_code",)

    def __str__(self) -> str:
        return f"{self.agency_name} v{self.version}"


class PublicItem(ItemTexts):
    """One item as it is public. `since` is when it was first published."""

    agency_code = models.CharField(max_length=64)
    since = models.DateTimeField()

    class Meta:
        verbose_name = "已公布的公开事项"
        ordering = ("agency_code", "order")
        constraints = (models.UniqueConstraint(fields=("agency_code", "key"), name="public_item_once"),)


class ItemRecord(models.Model):
    """That a record belongs to an item. Said of a draft, it is seen in public once the record is."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    made_by = models.CharField(max_length=128)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "事项下的信息"
        ordering = ("agency", "key", "record")
        indexes = (models.Index(fields=("agency", "key")),)
        constraints = (models.UniqueConstraint(fields=("record", "key"), name="record_in_an_item_once"),)

    def __str__(self) -> str:
        return f"{self.key} {self.record_id}"


LEVEL_FIELDS = ("level1", "level2", "level3", "level4", "level5", "level6")
TEXTS = (
    *LEVEL_FIELDS, "name", "content", "basis", "limit", "subject", "channels", "audience", "way", "tier", "class_code",
    "keywords", "remark",
)  # fmt: skip
LONGEST = {
    **{name: 200 for name in LEVEL_FIELDS}, "name": 300, "limit": 500, "subject": 500, "channels": 1000,
    "audience": 300, "way": 100, "tier": 100, "class_code": 40, "keywords": 300, "key": 80,
    "content": 5000, "basis": 5000, "remark": 5000,
}  # fmt: skip
