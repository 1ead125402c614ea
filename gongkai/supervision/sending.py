"""The worker's part: what waits for mail and webhook goes out in order, and what cannot is told to the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from gongkai.delivery.push_http import Unsure
from gongkai.kit.clock import day_of
from gongkai.supervision.channels import webhook_of
from gongkai.supervision.decide_notices import ALARM
from gongkai.supervision.models import WatchNotice
from gongkai.supervision.recipients import OFFICE, People
from gongkai.supervision.rule_book import RuleBook
from gongkai.supervision.rules import quiet_until
from gongkai.supervision.sending_mail import Unsendable, send_mail
from gongkai.supervision.sending_webhook import send_webhook
from gongkai.units.models import Agency
from gongkai.units.notices import tell

State, Channel = WatchNotice.State, WatchNotice.Channel
A_ROUND = 30
# After the first failure, the second, …; the last one is used again.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
# A sending takes less than a minute; one that takes longer is one whose process ended.
STUCK = timedelta(minutes=10)
# Nothing is put off for longer: what waits for a later moment was put off while the clock was ahead.
LONGEST_WAIT = timedelta(days=1)


def send_due(now: datetime) -> int:
    """Send what is due, some at a time, the oldest first; how many were tried or put off."""
    _free_stuck(now)
    due = Q(next_at__lte=now) | Q(next_at__gt=now + LONGEST_WAIT)
    waiting = WatchNotice.objects.filter(due, state=State.WAITING).exclude(channel=Channel.DESK)
    keys = list(waiting.order_by("for_on", "pk").values_list("pk", flat=True)[:A_ROUND])
    if not keys:
        return 0
    book, dead = RuleBook(day_of(now)), list[WatchNotice]()
    for key in keys:
        notice = _take(key, now, book)
        if notice is not None and not _send(notice, now, book):
            dead.append(notice)
    if dead:
        _tell_offices(dead, now, book)
    return len(keys)


def _take(key: int, now: datetime, book: RuleBook) -> WatchNotice | None:
    """Have it be sent by this process, unless it is quiet now or there is nothing left to do."""
    with transaction.atomic():
        rows = WatchNotice.objects.select_for_update(of=("self",)).select_related("watch__agency", "person")
        notice = rows.filter(pk=key, state=State.WAITING).first()
        if notice is None:
            return None
        watch = notice.watch
        if notice.due_on != watch.due_on:
            _keep(notice, State.WITHDRAWN, "期限已变动，没有发送。")
            return None
        if watch.met_on is not None and (watch.dropped or notice.kind != ALARM):
            _keep(notice, State.MOOT, "到可以发送时已经不需要办理，没有发送。")
            return None
        quiet = quiet_until(book.of(watch.agency_id, day_of(now))[1].quiet, now)
        if quiet is not None:
            WatchNotice.objects.filter(pk=key).update(next_at=quiet)
            return None
        notice.state, notice.tried_at, notice.attempts = State.SENDING, now, notice.attempts + 1
        notice.save(update_fields=["state", "tried_at", "attempts"])
        return notice


def _keep(notice: WatchNotice, state: WatchNotice.State, said: str) -> None:
    notice.state, notice.next_at, notice.fault = state, None, said
    notice.save(update_fields=["state", "next_at", "fault"])


def _send(notice: WatchNotice, now: datetime, book: RuleBook) -> bool:
    """Send it and write down what became of it; False where it will never go."""
    try:
        if notice.channel == Channel.MAIL:
            proof = send_mail(notice)
        else:
            proof = send_webhook(notice, webhook_of(notice.watch.agency_id, book)[1], now)
    except Unsure as error:
        _end(notice, State.UNSURE, fault=f"发出后没有收到答复（{error}），可能已送达，不再重发。")
        return True
    except ValueError as error:
        # An address or a header that cannot be written: the next ones must not wait for this one for ever.
        _end(notice, State.DEAD, fault=f"内容或者地址不合规格，无法发送（{type(error).__name__}）。")
        return False
    except Unsendable as error:
        if error.final or notice.attempts >= settings.NOTICE_TRIES:
            _end(notice, State.DEAD, fault=str(error))
            return False
        wait = WAITS[min(notice.attempts, len(WAITS)) - 1]
        _end(notice, State.WAITING, fault=str(error), next_at=now + wait)
        return True
    _end(notice, State.SENT, proof=proof, sent_at=now)
    return True


def _end(notice: WatchNotice, state: WatchNotice.State, **values: object) -> None:
    said: dict[str, object] = {"next_at": None, "fault": ""} | values
    said["fault"] = str(said["fault"])[:200]
    WatchNotice.objects.filter(pk=notice.pk, state=State.SENDING).update(state=state, **said)
    notice.state = state


def _free_stuck(now: datetime) -> None:
    """What was being sent when its process ended: a mail and our own JSON carry a number and go again; a robot's words
    may have been said."""
    stuck = WatchNotice.objects.filter(Q(tried_at__lt=now - STUCK) | Q(tried_at__gt=now + STUCK), state=State.SENDING)
    robots = stuck.filter(channel=Channel.WEBHOOK, recipient__startswith="group:")
    robots.update(state=State.UNSURE, next_at=None, fault="发送中断，可能已送达，不再重发。")
    stuck.update(state=State.WAITING, next_at=now, attempts=F("attempts"))


def _tell_offices(dead: Iterable[WatchNotice], now: datetime, book: RuleBook) -> None:
    """One message on the desk of each office for everything that could not be delivered this time."""
    people = People(day_of(now), book)
    by_unit: dict[int, list[WatchNotice]] = {}
    for one in dead:
        by_unit.setdefault(one.watch.agency_id, []).append(one)
    names = Agency.objects.in_bulk(list(by_unit))
    for unit, notices in by_unit.items():
        title = f"监察通知未能送达：{names[unit].short}，{len(notices)} 条"
        text = "\n".join(
            f"{one.get_channel_display()}，{one.person.name if one.person else ''}：{one.title}。{one.fault}"
            for one in notices
        )
        for person in people.in_role(OFFICE, unit):
            tell(person, title, now=now, text=text, address=f"/desk/clocks/{notices[0].watch_id}/")
