"""The worker's part at WeCom: what was published or withdrawn is told in the group, several records in one message."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from gongkai.delivery.models import Push
from gongkai.delivery.push_article import page_of
from gongkai.delivery.push_channels import has_wecom
from gongkai.delivery.push_http import Unreached, Unsure
from gongkai.delivery.push_results import begin, end, failed
from gongkai.delivery.wechat_answers import PlatformSaid
from gongkai.delivery.wecom import A_MESSAGE, A_MINUTE, NAME, Line, message, quiet, send
from gongkai.kit.clock import BEIJING
from gongkai.records.models import Publication

State = Push.State
About = Push.About
WECOM = Push.Channel.WECOM
# What was published longer ago is no news: linking a robot does not tell it the past.
FRESH = timedelta(days=1)
A_ROUND = 200
MINUTE = timedelta(minutes=1)


def gather(now: datetime) -> int:
    """Have what was published or withdrawn lately wait for the robot, and what it overtook not; how many were new."""
    waiting = Push.objects.filter(channel=WECOM, about=About.PUBLISHED, state__in=(State.WAITING, State.FAILED))
    over = waiting.exclude(publication__state=Publication.State.PUBLISHED)
    over.update(state=State.CANCELLED, answer="发送之前信息已撤回或者修订，没有发送。")
    if not has_wecom():
        return 0
    told = Push.objects.filter(channel=WECOM, publication=OuterRef("pk"))
    fresh = Publication.objects.filter(
        ~Exists(told), state=Publication.State.PUBLISHED, published_at__gt=now - FRESH, published_at__lte=now
    )
    made = [_made(one, About.PUBLISHED, now) for one in fresh.order_by("published_at", "pk")[:A_ROUND]]
    made += [_made(one, About.WITHDRAWN, now) for one in _withdrawn()]
    Push.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def send_next(now: datetime) -> int:
    """Send one message of what waits; how many records it was about. 0 in quiet hours and at the minute's limit."""
    if not has_wecom() or quiet(now.astimezone(BEIJING).time(), settings.WECOM_QUIET):
        return 0
    lately = Push.objects.filter(channel=WECOM, tried_at__gt=now - MINUTE)
    if lately.order_by().values("tried_at").distinct().count() >= A_MINUTE:
        return 0
    due = Push.objects.filter(channel=WECOM, state=State.WAITING, next_at__lte=now).select_related("publication")
    rows = list(due.order_by("asked_at", "pk")[:A_MESSAGE])
    if not rows:
        return 0
    _words, count = message([_line(row) for row in rows])
    begun = [got[0] for row in rows[:count] if (got := begin(row.pk, now, (State.WAITING,)))]
    if begun:
        _send(begun, now)
    return len(begun)


def _send(pushes: list[Push], now: datetime) -> None:
    words, _count = message([_line(one) for one in pushes])
    try:
        send(settings.WECOM_WEBHOOK, words)
    except (Unreached, Unsure, PlatformSaid) as error:
        for one in pushes:
            failed(one, error, now, NAME, sent=True)
        return
    for one in pushes:
        end(one, now, State.SENT, "已在群里发出。")


def _withdrawn() -> list[Publication]:
    """Versions that were told in the group and are withdrawn, one for each record that has not been told of."""
    heard = Push.objects.filter(
        Q(state=State.SENT) | Q(state=State.UNSURE), channel=WECOM, about=About.PUBLISHED,
        publication__record=OuterRef("record"),
    )  # fmt: skip
    told = Push.objects.filter(channel=WECOM, about=About.WITHDRAWN, publication=OuterRef("pk"))
    gone = Publication.objects.filter(Exists(heard), ~Exists(told), state=Publication.State.WITHDRAWN)
    return list(gone.order_by("pk")[:A_ROUND])


def _made(one: Publication, about: str, now: datetime) -> Push:
    return Push(
        channel=WECOM, about=about, publication=one, agency_code=one.agency_code, key=uuid4().hex, asked_at=now,
        next_at=now,
    )  # fmt: skip


def _line(push: Push) -> Line:
    of = push.publication
    if push.about == About.WITHDRAWN:
        happened = "已撤回"
    else:
        happened = "修订" if of.version > 1 else "新发布"
    return Line(happened, of.title or of.index_number, of.agency_name, page_of(of.index_number))
