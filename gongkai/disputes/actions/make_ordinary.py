"""The body turns from the summary to the ordinary procedure (行政复议法第五十五条, 行政诉讼法第八十四条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.acting import person_of

ACT = "make_ordinary"


@action
def make_ordinary(dispute_id: int, on: date, *, seen: int | None = None, actor: Actor, now: datetime) -> Dispute:
    """The limits of the ordinary procedure run from where the summary ones began (docs/decisions/D-297).

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "ordinary-already", "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.FILED, State.ACCEPTED)
    if not dispute.summary:
        raise Refused("ordinary-already", "案件适用的就是普通程序，未登记。")
    possible_day(on, now, dispute.accepted_on or dispute.papers_received_on, "转为普通程序的日期")
    short = timing.limits_of(dispute)
    dispute.summary = False
    begun = (None if dispute.defended_on else dispute.papers_received_on, dispute.accepted_on)
    for old, new, since in zip(short, timing.limits_of(dispute), begun, strict=True):
        if old != new and since is not None:
            timing.close(dispute, old, on, ACT, person, now)
            timing.start(dispute, new, since, ACT, person, now)
    return keep(dispute, ACT, on, before, "转为普通程序", person=person, actor=actor, now=now)
