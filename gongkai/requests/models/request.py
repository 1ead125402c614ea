"""A request for disclosure, and the single matters asked for in it (条例第二十九条)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.units.models import Agency, Person

CLOSED = ("replied", "ended", "archived")
ONCE_CLOSED = ("redoing", "signed")


class Request(models.Model):
    """One request, 一件. States and what may be done in them stand in law/data/procedure.

    `number` is the unit's own, given at registration; `receipt_number` what the applicant holds from the first moment.
    The applicant's data are `sealed` (kit.private); the three indexes find the same person again without telling who.
    `days` are the events that fix the day of receipt (law.receipt), by code, ISO; `law_day` the day it came, whose
    rules apply. Everything from `due_on` to `clock_version` repeats the ledger's answer and is written by clocks.py
    only. `leaf` is the statutory row it counts in (edition 2021 codes), empty until it is closed.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    number = models.CharField(max_length=60, blank=True)
    receipt_number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=12, default="arrived")
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=20)
    arrived_at = models.DateTimeField()
    law_day = models.DateField()
    days = models.JSONField(default=dict)
    received_on = models.DateField(null=True, blank=True)
    confirm_by = models.DateField(null=True, blank=True)

    applicant_kind = models.CharField(max_length=40)
    sealed = models.TextField()
    identity_index = models.CharField(max_length=64, blank=True)
    name_index = models.CharField(max_length=64, blank=True)
    contact_index = models.CharField(max_length=64, blank=True)
    identity_checked = models.BooleanField(default=False)
    filled_by_staff = models.BooleanField(default=False)
    assistance = models.CharField(max_length=40, blank=True)
    # What opens the applicant's card on the public side, sealed for the desk; empty where no code was given out.
    card = models.CharField(max_length=64, blank=True)
    sealed_card_key = models.TextField(blank=True)

    subject = models.CharField(max_length=300)
    doc_number = models.CharField(max_length=100, blank=True)
    features = models.TextField(blank=True)
    supply_form = models.CharField(max_length=20, blank=True)
    supply_way = models.CharField(max_length=20, blank=True)
    suggests_publishing = models.BooleanField(default=False)

    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=60, blank=True)
    split_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeated_by")
    sent_on_from = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    due_on = models.DateField(null=True, blank=True)
    clock_state = models.CharField(max_length=24, blank=True)
    due_provisional = models.BooleanField(default=False)
    clock_version = models.PositiveIntegerField(default=0)

    decision = models.CharField(max_length=40, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    severed = models.BooleanField(default=False)
    leaf = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    in_time = models.BooleanField(null=True, blank=True)
    void_reason = models.CharField(max_length=400, blank=True)

    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    # A token of the form it came by: the same form sent twice is one request.
    form_token = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "政府信息公开申请"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("agency", "state", "due_on"), name="request_by_state"),
            models.Index(fields=("agency", "-id"), name="request_newest"),
            models.Index(fields=("agency", "received_on"), name="request_by_receipt"),
            models.Index(fields=("agency", "closed_on", "leaf"), name="request_by_leaf"),
            models.Index(fields=("handler", "state"), name="request_by_handler"),
            models.Index(fields=("identity_index", "-id"), name="request_same_person"),
            models.Index(fields=("name_index", "-id"), name="request_same_name"),
        )
        constraints = (
            models.UniqueConstraint(fields=("agency", "number"), condition=~Q(number=""), name="request_number_once"),
            models.UniqueConstraint(fields=("form_token",), condition=~Q(form_token=""), name="request_form_once"),
            models.UniqueConstraint(fields=("card",), condition=~Q(card=""), name="request_card_once"),
            models.CheckConstraint(
                condition=Q(state__in=(*CLOSED, *ONCE_CLOSED)) | Q(leaf=""), name="open_request_counts_nowhere"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=CLOSED) | (~Q(leaf="") & ~Q(decision="") & Q(closed_on__isnull=False)),
                name="closed_request_counts_once",
            ),
            models.CheckConstraint(
                condition=Q(state="arrived") | Q(state="void") | ~Q(number=""), name="registered_request_has_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("arrived", "unconfirmed", "void", "ended")) | Q(received_on__isnull=False),
                name="handled_request_was_received",
            ),
            models.CheckConstraint(condition=~Q(state="void") | ~Q(void_reason=""), name="void_request_with_reason"),
        )

    def __str__(self) -> str:
        return self.number or self.receipt_number


class RequestItem(models.Model):
    """One matter asked for, with its own decision. A request has at least one; the reply decides all of them.

    `decision` and `ground` are codes of law/data/outcomes; `severed`: given in part. `facts` are what the sentence of
    the reply needs (document, way, law that forbids, responsible agency), by the blanks of the document's row.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    text = models.TextField()
    decision = models.CharField(max_length=40, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    severed = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "申请事项"
        ordering = ("request", "position")
        constraints = (
            models.UniqueConstraint(fields=("request", "position"), name="request_item_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="request_item_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.request_id}.{self.position}"


class NumberSeries(models.Model):
    """The last number of one series of one unit in one year: requests, papers by kind, dossiers."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号序列"
        constraints = (models.UniqueConstraint(fields=("agency", "series", "year"), name="number_series_once"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.series} {self.year}"


class Exchange(models.Model):
    """What was said between the office and the applicant outside papers: a call, a visit, a message by the card."""

    class Direction(models.TextChoices):
        """Who spoke."""

        IN = "in", "申请人"
        OUT = "out", "工作机构"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="exchanges")
    direction = models.CharField(max_length=4, choices=Direction)
    way = models.CharField(max_length=20)
    sealed = models.TextField()
    at = models.DateTimeField()
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "往来记录"
        ordering = ("request", "at", "id")

    def __str__(self) -> str:
        return f"{self.request_id} {self.direction} {self.at:%Y-%m-%d}"
