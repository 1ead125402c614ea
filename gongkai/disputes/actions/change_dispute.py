"""Mend what was written down of a case, and hand it to another person."""

from __future__ import annotations

from datetime import datetime

from gongkai.disputes.actions.open_dispute import Filing, check
from gongkai.disputes.locking import facts_of, keep, lock_dispute, possible_day
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.units.acting import actor_of, person_of
from gongkai.units.models import Person
from gongkai.units.powers import HANDLE_DISPUTES

ACT = "change_dispute"


@action
def change_dispute(
    dispute_id: int, filing: Filing, reason: str, *, handler: str = "", seen: int | None = None, actor: Actor,
    now: datetime,
) -> Dispute:  # fmt: skip
    """Kind and the case it follows stay; the day of filing stays once the case is accepted. `handler` is a login.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "no-body", "no-subject", "no-reason", "day-wrong",
    "accepted", "no-handler".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before = facts_of(dispute)
    check(filing)
    if not reason.strip():
        raise Refused("no-reason", "改正案件登记须写明原因，未改正。请补写。")
    if filing.filed_on != dispute.filed_on and dispute.accepted_on is not None:
        raise Refused("accepted", "案件已经受理，提出的日期不能再改，未改正。")
    possible_day(filing.filed_on, now, dispute.request.law_day, "提出的日期")
    dispute.body, dispute.about = filing.body.strip()[:200], filing.about
    dispute.case_number, dispute.claim = filing.case_number.strip()[:100], filing.claim.strip()
    dispute.filed_on = filing.filed_on
    if handler:
        dispute.handler = _handler(handler, dispute.agency.code, now)
    person = person_of(actor)
    return keep(dispute, ACT, day_of(now), before, reason.strip(), person=person, actor=actor, now=now)


def _handler(login: str, agency: str, now: datetime) -> Person:
    found = Person.objects.filter(login=login, is_active=True).first()
    if found is None or not actor_of(found, day_of(now)).may(HANDLE_DISPUTES, agency):
        raise Refused("no-handler", "所选人员在该单位没有办理复议诉讼的职责，未改正。请重新选择。")
    return found
