"""What is told of a public version on other platforms: an article draft at WeChat, a message of the group robot."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.records.models import Publication
from gongkai.units.models import Person


class Push(models.Model):
    """One telling of one public version over one channel; a version is told once, and sent again by the same row.

    `key` finds the article again at the platform. `answer` is a sentence for people, `code` the platform's number (0:
    none). Nothing here is secret.
    """

    class Channel(models.TextChoices):
        """Where to."""

        WECHAT = "wechat", "微信公众号草稿"
        WECOM = "wecom", "企业微信群消息"

    class About(models.TextChoices):
        """What is told."""

        PUBLISHED = "published", "发布"
        WITHDRAWN = "withdrawn", "撤回"

    class State(models.TextChoices):
        """UNSURE: it went out and no answer came; set before every call, so that a crash leaves it so."""

        WAITING = "waiting", "待推送"
        UNSURE = "unsure", "已发出，尚未确认"
        SENT = "sent", "已推送"
        FAILED = "failed", "推送失败"
        CANCELLED = "cancelled", "已取消"
        REMOVED = "removed", "草稿已删除"
        TAKE_DOWN = "take_down", "须到平台撤下"
        TAKEN_DOWN = "taken_down", "已撤下"

    channel = models.CharField(max_length=10, choices=Channel)
    about = models.CharField(max_length=10, choices=About, default=About.PUBLISHED)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="pushes")
    agency_code = models.CharField(max_length=64)
    key = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    code = models.IntegerField(default=0)
    answer = models.CharField(max_length=300, blank=True)
    media_id = models.CharField(max_length=200, blank=True)
    article_url = models.CharField(max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "对外推送"
        ordering = ("-asked_at", "-id")
        indexes = (
            models.Index(fields=("channel", "state", "next_at")),
            models.Index(fields=("agency_code", "-asked_at")),
        )
        constraints = (
            models.UniqueConstraint(fields=("channel", "about", "publication"), name="pushed_once_a_channel"),
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="push_sent_at_a_moment"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(answer=""), name="push_failed_says_why"),
            models.CheckConstraint(
                condition=~Q(state="taken_down") | (Q(closed_at__isnull=False) & Q(closed_by__isnull=False)),
                name="push_taken_down_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.publication_id} {self.state}"


class PushCover(models.Model):
    """A cover that was uploaded to an account: picture by hash, the account's media id of it."""

    app_id = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    media_id = models.CharField(max_length=200)

    class Meta:
        verbose_name = "推送封面"
        constraints = (models.UniqueConstraint(fields=("app_id", "digest"), name="cover_once_an_account"),)

    def __str__(self) -> str:
        return self.media_id
