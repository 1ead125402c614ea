"""What belongs to a sub-case: the things judged in it one by one, the searches made for it, the reminders sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.requests.models.file import Attachment, Release
from gongkai.requests.models.paper import Paper
from gongkai.requests.models.request import Request
from gongkai.requests.models.subcase import SubCase
from gongkai.units.models import Person


class SubCaseItem(models.Model):
    """One paper or file that a reviewer judges. `digest` is the SHA-256 of the content he was given: another content
    has no verdict. `verdict` is a row of law/data/subcases/verdicts.toml, empty until he gives it, once."""

    subcase = models.ForeignKey(SubCase, on_delete=models.PROTECT, related_name="items")
    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="judged")
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="judged")
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="judged")
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    judged_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "审查件"
        ordering = ("subcase", "id")
        indexes = (models.Index(fields=("digest",), name="subcase_item_by_digest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(paper__isnull=False, attachment=None, release=None)
                | Q(paper=None, attachment__isnull=False, release=None)
                | Q(paper=None, attachment=None, release__isnull=False),
                name="subcase_item_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | (Q(judged_by__isnull=False) & Q(judged_at__isnull=False) & ~Q(digest="")),
                name="subcase_verdict_by_somebody",
            ),
            models.UniqueConstraint(fields=("subcase", "digest"), name="subcase_item_once"),
        )

    def __str__(self) -> str:
        return f"{self.subcase_id} {self.digest[:8]} {self.verdict}"


class SearchRecord(models.Model):
    """One search for the information: where, how, over which time, what came of it; evidence for 经检索没有."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="searches")
    subcase = models.ForeignKey(SubCase, null=True, blank=True, on_delete=models.PROTECT, related_name="searches")
    place = models.CharField(max_length=200)
    how = models.CharField(max_length=400)
    span = models.CharField(max_length=100, blank=True)
    found = models.CharField(max_length=400)
    searched_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "检索记录"
        ordering = ("request", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(place="") & ~Q(how="") & ~Q(found=""), name="search_is_described"),
        )

    def __str__(self) -> str:
        return f"{self.request_id} {self.place}"


class Reminder(models.Model):
    """That somebody was reminded of a sub-case, once for each reason and day; `made_by` is empty for the platform."""

    class Reason(models.TextChoices):
        """Why. The last two go to the handler of the request."""

        ASKED = "asked", "催办"
        NEAR = "near", "即将到期"
        LATE = "late", "逾期"
        NO_RECEIPT = "no_receipt", "未登记对方收到来函"
        PASSED = "passed", "期限已过，待认定"

    subcase = models.ForeignKey(SubCase, on_delete=models.PROTECT, related_name="reminders")
    reason = models.CharField(max_length=10, choices=Reason)
    on = models.DateField()
    text = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "催办"
        ordering = ("subcase", "id")
        constraints = (models.UniqueConstraint(fields=("subcase", "reason", "on"), name="reminder_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.subcase_id} {self.reason} {self.on}"
