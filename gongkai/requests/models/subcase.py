"""Sub-cases inside a request: opinions asked of others and work handed to others, each with its own clock."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.clock import Clock
from gongkai.requests.models.request import Request
from gongkai.units.models import Agency, Person


class SubCase(models.Model):
    """One sub-case. `key` is `s1`, `s2` … within the request: the `ref` of its entries and of its clock.

    `party` is whom it goes to; contact data are sealed. `agency`: that unit works on this platform and answers itself.
    For third parties `reasonable` and `public_interest` are the agency's findings on the answer (条例第三十二条).
    """

    class Kind(models.TextChoices):
        """Who is asked for what."""

        THIRD_PARTY = "third_party", "征求第三方意见"
        CO_AGENCY = "co_agency", "征求共同制作机关意见"
        OTHER_AGENCY = "other_agency", "与其他机关会商"
        LEGAL_REVIEW = "legal_review", "法制审核"
        COLLECTION = "collection", "科室提供材料"
        SECRECY = "secrecy", "保密审查"
        DETERMINATION = "determination", "报请确定密级"

    class State(models.TextChoices):
        """`draft`: its letter is not out yet."""

        DRAFT = "draft", "待发函"
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"
        LAPSED = "lapsed", "逾期未答复"
        CANCELLED = "cancelled", "已取消"

    class Answer(models.TextChoices):
        """What was answered."""

        CONSENT = "consent", "同意公开"
        OBJECT = "object", "不同意公开"
        PARTIAL = "partial", "部分同意"
        OPINION = "opinion", "已提出意见"
        NOTHING_HELD = "nothing_held", "没有相关材料"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="subcases")
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    party = models.CharField(max_length=200)
    sealed_contact = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="asked_subcases")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    clock = models.OneToOneField(Clock, null=True, blank=True, on_delete=models.PROTECT, related_name="subcase")
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=16, choices=Answer, blank=True)
    answer_text = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    reasonable = models.BooleanField(null=True, blank=True)
    public_interest = models.BooleanField(null=True, blank=True)
    finding = models.TextField(blank=True)
    told_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "子事项"
        ordering = ("request", "id")
        indexes = (
            models.Index(fields=("agency", "state"), name="subcase_by_agency"),
            models.Index(fields=("person", "state"), name="subcase_by_person"),
        )
        constraints = (
            models.UniqueConstraint(fields=("request", "key"), name="subcase_key_once"),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="subcase_answered_somehow",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.key}"
