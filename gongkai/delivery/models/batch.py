"""What one unit hands over to one hall for one interval; with nothing in it, it is the statement of nothing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.delivery.models.copy import Copy, Extra
from gongkai.delivery.models.hall import Hall
from gongkai.records.models import Record
from gongkai.units.models import Agency, Person


class Batch(models.Model):
    """One batch. `begins` is in the interval, `ends` is not. Counts are 0 until it is sent, then those of its items."""

    class State(models.TextChoices):
        """Refused by the hall: to be put right and sent again."""

        PREPARED = "prepared", "待送交"
        SENT = "sent", "已送交，待签收"
        RECEIVED = "received", "已签收"
        REFUSED = "refused", "退回"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="deposit_batches")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="batches")
    begins = models.DateField()
    ends = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    prepared_at = models.DateTimeField()
    items_count = models.PositiveIntegerField(default=0)
    paper_count = models.PositiveIntegerField(default=0)
    electronic_count = models.PositiveIntegerField(default=0)
    contact = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    route = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=60, blank=True)
    remarks = models.CharField(max_length=400, blank=True)
    refused_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = "送交批次"
        ordering = ("-ends", "agency__code", "hall_id")
        indexes = (models.Index(fields=("hall", "state", "due_on")), models.Index(fields=("agency", "-ends")))
        constraints = (
            models.UniqueConstraint(fields=("agency", "hall", "ends"), name="batch_once_an_interval"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")) & Q(due_on__gte=F("ends")), name="batch_due_after_its_interval"
            ),
            models.CheckConstraint(
                condition=Q(paper_count=F("electronic_count")) & Q(paper_count=F("items_count")),
                name="batch_counts_are_equal",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | (Q(sent_at__isnull=False) & Q(sent_by__isnull=False)),
                name="batch_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="received")
                | (Q(received_by__isnull=False) & Q(received_on__isnull=False) & ~Q(receiver="")),
                name="batch_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_reason=""), name="batch_refused_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.hall_id} {self.ends}"


class BatchItem(models.Model):
    """One line of the list, frozen when it is sent. `due_version` is the last version of which the hall has or awaits.

    `key` is `record:12` or `extra:3`; the same never goes to a hall twice. `copy` is None for an extra paper.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="items")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="deposits")
    copy = models.ForeignKey(Copy, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    extra = models.ForeignKey(Extra, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    index_number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=100, blank=True)
    formed_on = models.DateField(null=True, blank=True)
    mark = models.CharField(max_length=60)
    pages = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    due_version = models.PositiveIntegerField(default=0)
    due_withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = "送交条目"
        ordering = ("batch", "position")
        constraints = (
            models.UniqueConstraint(fields=("hall", "key"), name="delivered_once_to_a_hall"),
            models.UniqueConstraint(fields=("batch", "position"), name="item_position_once"),
            models.CheckConstraint(
                condition=(Q(record__isnull=False) & Q(copy__isnull=False) & Q(extra=None))
                | (Q(record=None) & Q(copy=None) & Q(extra__isnull=False)),
                name="item_is_a_record_or_an_extra",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.position}"
