"""Send again what failed, what nobody can be sure of, or a draft that somebody deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from gongkai.delivery.models import Push
from gongkai.delivery.push_results import facts_of, lock_push, subject_of
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import Publication
from gongkai.units.powers import PUSH

ACT = "send_push_again"
State = Push.State
# A call of the worker may still be going on for so long after it began.
IN_HAND = timedelta(minutes=2)


@action
def send_push_again(push_id: int, *, actor: Actor, now: datetime) -> Push:
    """Have the worker send it at once. A draft that may be there already is looked up first, so it never comes twice.

    Raises Refused "no-push", "not-allowed", "not-public", "in-hand", "not-again".
    """
    push = lock_push(push_id)
    if push is None:
        raise Refused("no-push", "没有这条推送记录，未执行。请从列表重新打开。")
    require(actor, PUSH, push.agency_code, "对外推送")
    told = Publication.State.WITHDRAWN if push.about == Push.About.WITHDRAWN else Publication.State.PUBLISHED
    if push.publication.state != told:
        raise Refused("not-public", "这一版本已撤回或者已修订，未再次推送。已修订的请推送新的版本。")
    if push.state == State.UNSURE and push.tried_at is not None and now - push.tried_at < IN_HAND:
        raise Refused("in-hand", "这条推送正在办理，未再次推送。请两分钟后刷新查看。")
    again = {State.FAILED, State.UNSURE, State.CANCELLED}
    if push.channel == Push.Channel.WECHAT:
        again |= {State.SENT}
    if push.state not in again:
        raise Refused("not-again", f"该推送现为“{push.get_state_display()}”，不需要再次推送。请刷新后查看。")
    before = facts_of(push)
    looked_up = push.channel == Push.Channel.WECHAT and push.tried_at is not None
    push.state = State.UNSURE if looked_up else State.WAITING
    push.tries, push.next_at, push.answer, push.code = 0, now, "", 0
    push.save()
    journal.write(
        push.agency_code, act=ACT, subject=subject_of(push), before=before, after=facts_of(push), reason="再次推送",
        actor=actor, now=now,
    )  # fmt: skip
    return push
