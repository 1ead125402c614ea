"""Write down that an article of a withdrawn record was taken down at the platform by hand."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.models import Push
from gongkai.delivery.push_results import facts_of, lock_push, subject_of
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import PUSH

ACT = "close_push"


@action
def close_push(push_id: int, *, actor: Actor, now: datetime) -> Push:
    """Close the notice. Raises Refused "no-push", "not-allowed", "nothing-to-take-down"."""
    push = lock_push(push_id)
    if push is None:
        raise Refused("no-push", "没有这条推送记录，未执行。请从列表重新打开。")
    require(actor, PUSH, push.agency_code, "对外推送")
    person = person_of(actor)
    if push.state != Push.State.TAKE_DOWN:
        raise Refused("nothing-to-take-down", f"该推送现为“{push.get_state_display()}”，无需登记撤下。请刷新后查看。")
    before = facts_of(push)
    push.state, push.closed_at, push.closed_by = Push.State.TAKEN_DOWN, now, person
    push.save()
    journal.write(
        push.agency_code, act=ACT, subject=subject_of(push), before=before, after=facts_of(push),
        reason="已到平台撤下", actor=actor, now=now,
    )  # fmt: skip
    return push
