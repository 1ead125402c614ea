"""The office that leads the halls looks at a letter: it goes to the hall, or back to the unit."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.locking import facts_of_replacement, lock_replacement
from gongkai.delivery.models import Replacement
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of
from gongkai.units.notices import tell
from gongkai.units.powers import OVERSEE_DELIVERY

ACT = "judge_deposit_replacement"
LIMIT = 400


@action
def judge_replacement(
    replacement_id: int, *, approved: bool, reason: str = "", actor: Actor, now: datetime
) -> Replacement:
    """Approve it, or send it back with the reason. Nobody looks at his own letter.

    Raises Refused "no-replacement", "not-allowed", "not-asked", "own-letter", "no-reason", "reason-long".
    """
    found = lock_replacement(replacement_id)
    require(actor, OVERSEE_DELIVERY, found.item.hall.office.code, "审核撤回或者更换")
    person = person_of(actor)
    if found.state != Replacement.State.ASKED or found.asked_by is None:
        raise Refused("not-asked", f"这项变动现为“{found.get_state_display()}”，没有待审核的函。请刷新后查看。")
    if found.asked_by_id == person.pk:
        raise Refused("own-letter", "不能审核自己发出的函，未审核。请由公开机构的另一位人员办理。")
    words = reason.strip()
    if not approved and not words:
        raise Refused("no-reason", "退回须写明原因，未退回。请补写。")
    if len(words) > LIMIT:
        raise Refused("reason-long", f"意见最多 {LIMIT} 字，未审核。请缩短。")
    before = facts_of_replacement(found)
    if approved:
        found.state, found.approved_at, found.approved_by = Replacement.State.APPROVED, now, person
    else:
        found.state, found.returned_reason = Replacement.State.DUE, words
        tell(found.asked_by, "撤回或者更换已送交信息的函被退回", now=now, text=words)
    found.save()
    journal.write(
        found.item.batch.agency.code, act=ACT, subject=f"deposit replacement {found.pk}", before=before,
        after=facts_of_replacement(found), reason=words or "同意", actor=actor, now=now,
    )  # fmt: skip
    return found
