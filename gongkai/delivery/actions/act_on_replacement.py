"""The hall has taken the old copy off its shelf, and put the new one there where there is one."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.locking import facts_of_replacement, lock_replacement
from gongkai.delivery.models import Replacement
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.powers import RECEIVE

ACT = "act_on_deposit_replacement"
LIMIT = 400


@action
def act_on_replacement(replacement_id: int, remarks: str = "", *, actor: Actor, now: datetime) -> Replacement:
    """Say that it is done. Raises Refused "no-replacement", "not-allowed", "not-approved", "reason-long"."""
    found = lock_replacement(replacement_id)
    require(actor, RECEIVE, found.item.hall.agency.code, "办理撤回或者更换")
    person = person_of(actor)
    if found.state != Replacement.State.APPROVED:
        raise Refused("not-approved", f"这项变动现为“{found.get_state_display()}”，还不能办理。经审核同意后办理。")
    words = remarks.strip()
    if len(words) > LIMIT:
        raise Refused("reason-long", f"备注最多 {LIMIT} 字，未登记。请缩短。")
    before = facts_of_replacement(found)
    found.state, found.acted_at, found.acted_by, found.remarks = Replacement.State.ACTED, now, person, words
    found.save()
    journal.write(
        found.item.batch.agency.code, act=ACT, subject=f"deposit replacement {found.pk}", before=before,
        after=facts_of_replacement(found), reason=words or "已办理", actor=actor, now=now,
    )  # fmt: skip
    return found
