"""What was said about a watched clock: to whom, by which channel, when it should have gone, when it went, the proof."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.supervision.models.watch import Round, Watch
from gongkai.units.models import Notice, Person


class WatchNotice(models.Model):
    """One notice to one person by one channel. It is made once: the database keeps it.

    `step` is a step of the rules (`late-7` for a repetition), `days` its distance from the due date in working days
    (before: negative), `for_on` the day on which it should go. `role` is what the person is told as; `instead_of` the
    role that nobody held. `recipient` is the login, or empty where nobody at all could be told. `proof` holds what the
    other side answered: the number of the mail, the status and hash of an answer, the message on the desk.
    """

    class Kind(models.TextChoices):
        """Before the day, on it, after it."""

        REMINDER = "reminder", "临期提醒"
        DUE = "due", "当日到期"
        ALARM = "alarm", "逾期告警"

    class Channel(models.TextChoices):
        """The ways to a person; the desk is always one."""

        DESK = "desk", "工作台"
        MAIL = "mail", "电子邮件"
        WEBHOOK = "webhook", "短信或企业微信"

    class State(models.TextChoices):
        """`moot`: when it could go at last, there was nothing left to do; `withdrawn`: the date had moved."""

        WAITING = "waiting", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已送达"
        UNSURE = "unsure", "可能已送达"
        DEAD = "dead", "未能送达"
        MOOT = "moot", "无须发送"
        WITHDRAWN = "withdrawn", "已撤回"

    watch = models.ForeignKey(Watch, on_delete=models.PROTECT, related_name="notices")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="notices")
    due_on = models.DateField()
    step = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=Kind)
    days = models.IntegerField()
    colour = models.CharField(max_length=12, blank=True)
    for_on = models.DateField()
    role = models.CharField(max_length=32)
    instead_of = models.CharField(max_length=32, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="watch_notices")
    recipient = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    desk_notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="watch_notice"
    )
    proof = models.JSONField(default=dict)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "监察通知"
        ordering = ("watch", "for_on", "id")
        indexes = (
            models.Index(fields=("next_at",), condition=Q(state="waiting"), name="watch_notice_waiting"),
            models.Index(fields=("state", "channel"), name="watch_notice_by_state"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("watch", "due_on", "step", "recipient", "channel"), name="watch_notice_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="watch_notice_sent_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="watch_notice_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.watch_id} {self.step} {self.recipient} {self.channel}"
