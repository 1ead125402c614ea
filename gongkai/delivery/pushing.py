"""The worker's job of pushing: one round gathers, takes back, and sends at most one draft and one message."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from gongkai.delivery import pushing_wechat, pushing_wecom
from gongkai.delivery.models import Push
from gongkai.delivery.push_results import facts_of, write

State = Push.State
A_ROUND = 200


def push_due(now: datetime) -> int:
    """One round; how many things it did. What was withdrawn goes before what is new."""
    _cancel_withdrawn(now)
    done = pushing_wecom.gather(now)
    done += pushing_wechat.take_back_next(now)
    done += pushing_wechat.send_next(now)
    return done + pushing_wecom.send_next(now)


@transaction.atomic
def _cancel_withdrawn(now: datetime) -> None:
    """Drafts that surely never went out are not sent any more once the version is withdrawn."""
    never = (
        Push.objects.select_for_update(of=("self",))
        .select_related("publication")
        .filter(channel=Push.Channel.WECHAT, state__in=(State.WAITING, State.FAILED), publication__snapshot_hash="")
    )
    for push in never.order_by("pk")[:A_ROUND]:
        before = facts_of(push)
        push.state, push.answer = State.CANCELLED, "信息已撤回，没有推送。"
        push.save(update_fields=["state", "answer"])
        write(push, before, push.answer, now)
