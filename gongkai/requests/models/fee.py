"""The information-processing fee of a request: quoted line by line, noticed, and what became of it (条例第四十二条)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.paper import Paper
from gongkai.requests.models.request import Request
from gongkai.units.models import Person


class Quote(models.Model):
    """One quote by one tariff (law.fees.Quote). Amounts are whole yuan; `lines` as computed, frozen when noticed."""

    class State(models.TextChoices):
        """A free quote ends as free; a waived or refunded one keeps its amount."""

        QUOTED = "quoted", "已计算"
        FREE = "free", "不收费"
        NOTICED = "noticed", "已通知缴费"
        PAID = "paid", "已缴费"
        LAPSED = "lapsed", "逾期未缴"
        WAIVED = "waived", "免收"
        REFUNDED = "refunded", "已退还"
        CANCELLED = "cancelled", "已撤销"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="quotes")
    tariff = models.CharField(max_length=40)
    basis = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    yuan = models.PositiveIntegerField()
    cite = models.CharField(max_length=100)
    sentence = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUOTED)
    notice = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="quotes")
    paid_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    refunded_on = models.DateField(null=True, blank=True)
    refunded_yuan = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "信息处理费"
        ordering = ("request", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("request",), condition=Q(state__in=("quoted", "free", "noticed", "paid", "lapsed", "waived")),
                name="one_quote_a_request",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(receipt="")), name="paid_with_receipt"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("waived", "refunded", "cancelled")) | ~Q(reason=""), name="fee_off_with_reason"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.request_id} {self.yuan}"


class FeeObjection(models.Model):
    """The applicant objects to a fee that was noticed. Noted with what the law answers to it; never changed.

    `sealed` holds what he says (kit.private); `answer` is the sentence he was told, `cite` where it stands.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="objections")
    raised_on = models.DateField()
    way = models.CharField(max_length=20)
    sealed = models.TextField()
    answer = models.CharField(max_length=400)
    cite = models.CharField(max_length=100)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "对收费的异议"
        ordering = ("quote", "id")

    def __str__(self) -> str:
        return f"{self.quote_id} {self.raised_on}"
