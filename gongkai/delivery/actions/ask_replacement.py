"""The unit's letter: what was delivered is to be replaced or withdrawn, and why."""

from __future__ import annotations

from datetime import datetime

from gongkai.delivery.locking import facts_of_replacement, lock_replacement
from gongkai.delivery.models import Replacement
from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.deposit import REPLACEMENT_ELECTRONIC, REPLACEMENT_PAPER, copies
from gongkai.units.acting import person_of
from gongkai.units.powers import DELIVER

ACT = "ask_deposit_replacement"
REASON_LIMIT, NUMBER_LIMIT = 400, 100


@action
def ask_replacement(
    replacement_id: int, reason: str, letter_number: str, *, paper: int, electronic: int, actor: Actor, now: datetime
) -> Replacement:
    """Send the letter to the office that leads the hall, with as many copies of each kind as the rule asks for.

    Raises Refused "no-replacement", "not-allowed", "not-due", "no-reason", "reason-long", "copies-wrong".
    """
    found = lock_replacement(replacement_id)
    require(actor, DELIVER, found.item.batch.agency.code, "撤回或者更换已送交的信息")
    person = person_of(actor)
    if found.state != Replacement.State.DUE:
        raise Refused("not-due", f"这项变动现为“{found.get_state_display()}”，未重复发函。请刷新后查看。")
    words, number = reason.strip(), letter_number.strip()
    if not words:
        raise Refused("no-reason", "撤回或者更换须在函中写明原因，未发函。请补写。")
    if len(words) > REASON_LIMIT or len(number) > NUMBER_LIMIT:
        raise Refused("reason-long", f"原因最多 {REASON_LIMIT} 字，函号最多 {NUMBER_LIMIT} 字，未发函。请缩短。")
    on = now.astimezone(BEIJING).date()
    wanted = (copies(REPLACEMENT_PAPER, on), copies(REPLACEMENT_ELECTRONIC, on))
    if (paper, electronic) != wanted:
        said = (
            f"须附纸质件 {wanted[0]} 份、电子件 {wanted[1]} 份，现为 {paper} 份、{electronic} 份，未发函。请核对份数。"
        )
        raise Refused("copies-wrong", said)
    before = facts_of_replacement(found)
    found.state, found.asked_at, found.asked_by = Replacement.State.ASKED, now, person
    found.reason, found.letter_number, found.returned_reason = words, number, ""
    found.paper_copies, found.electronic_copies = paper, electronic
    found.save()
    journal.write(
        found.item.batch.agency.code, act=ACT, subject=f"deposit replacement {found.pk}", before=before,
        after=facts_of_replacement(found), reason=words, actor=actor, now=now,
    )  # fmt: skip
    return found
