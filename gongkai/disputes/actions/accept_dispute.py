"""The body took the case up: the days in which it decides begin."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "accept_dispute"


@action
def accept_dispute(
    dispute_id: int, on: date, case_number: str, *, summary: bool = False, seen: int | None = None, actor: Actor,
    now: datetime,
) -> Dispute:  # fmt: skip
    """`on` is the day of acceptance or of registration by the court, on appeal the day it received the appeal.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "no-case-number", "day-wrong",
    "other-procedure", "no-summary", "clock-unknown-law".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.FILED)
    if not (case_number.strip() or dispute.case_number):
        raise Refused("no-case-number", "没有填写案号，未登记受理。请按受理通知书、应诉通知书补填。")
    possible_day(on, now, dispute.filed_on, "受理的日期")
    if dispute.papers_received_on is not None and summary != dispute.summary:
        raise Refused("other-procedure", "所选程序与收到副本时登记的不同，未登记受理。改变程序的请登记转为普通程序。")
    dispute.state, dispute.accepted_on, dispute.summary = State.ACCEPTED, on, summary
    dispute.case_number = case_number.strip()[:100] or dispute.case_number
    _defence, decision = timing.limits_of(dispute)
    timing.start(dispute, decision, on, ACT, person, now)
    return keep(dispute, ACT, on, before, "受理", person=person, actor=actor, now=now, summary=summary)
