"""Whether a correction that came late had good reason: with it the request goes on, else it may end (条例第三十条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.actions.receive_correction import STEP, may_receive
from gongkai.requests.decide import GOOD_REASON
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Statement
from gongkai.requests.statements import Corrected, take_in
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "judge_correction"


@action
def judge_correction(
    request_id: int, good: bool, reason: str, made: Corrected | None = None, *, seen: int | None = None,
    actor: Actor, now: datetime,
) -> Statement:  # fmt: skip
    """Accept the correction that waits, so that the period begins anew from the day it came, or find no good reason.

    Raises Refused "no-request", "no-statement", "no-reason", "not-now", "not-allowed", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    may_receive(request, actor)
    row = request.statements.filter(kind=Statement.Kind.CORRECTION, accepted=None).first()
    if row is None:
        raise Refused("no-statement", "没有等待审查的逾期补正，未执行。请刷新后查看。")
    if not reason.strip():
        raise Refused("no-reason", "认定逾期补正有无正当理由须写明理由（《条例》第三十条），未执行。请补写。")
    before, person = facts_of(request), person_of(actor)
    row.request = request
    row.accepted, row.reason, row.judged_by, row.judged_at = good, reason.strip()[:400], person, now
    row.save(update_fields=["accepted", "reason", "judged_by", "judged_at"])
    if good:
        take_in(row, made or Corrected())
        doing = Doing(STEP, row.received_on, held=frozenset({GOOD_REASON}))
        step(request, doing, actor=actor, person=person, now=now)
    else:
        request.version += 1
        request.save(update_fields=["version"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"accepted": good}, reason=row.reason, actor=actor, now=now,
    )  # fmt: skip
    return row
