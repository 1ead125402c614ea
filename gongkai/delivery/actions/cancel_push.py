"""Not push after all what still waits."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.models import Push
from gongkai.delivery.push_results import facts_of, lock_push, subject_of
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import PUSH

ACT = "cancel_push"


@action
def cancel_push(push_id: int, *, actor: Actor, now: datetime) -> Push:
    """Cancel a push that surely has not gone out. Raises Refused "no-push", "not-allowed", "not-waiting"."""
    push = lock_push(push_id)
    if push is None:
        raise Refused("no-push", "没有这条推送记录，未执行。请从列表重新打开。")
    require(actor, PUSH, push.agency_code, "对外推送")
    if push.state != Push.State.WAITING:
        raise Refused("not-waiting", f"该推送现为“{push.get_state_display()}”，不能取消。请刷新后查看。")
    before = facts_of(push)
    push.state, push.answer = Push.State.CANCELLED, f"{actor.name}取消。"[:300]
    push.save()
    journal.write(
        push.agency_code, act=ACT, subject=subject_of(push), before=before, after=facts_of(push), reason="取消推送",
        actor=actor, now=now,
    )  # fmt: skip
    return push
