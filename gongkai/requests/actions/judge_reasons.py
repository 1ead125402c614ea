"""The office finds whether the applicant's reasons for so many requests are reasonable (条例第三十五条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import ReasonJudgement
from gongkai.requests.reasons import counts_of
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = STEP = "judge_reasons"


@action
def judge_reasons(
    request_id: int, reasonable: bool, feasible_in_time: bool, reason: str, *, seen: int | None = None,
    actor: Actor, now: datetime,
) -> ReasonJudgement:  # fmt: skip
    """Write the finding with the figures it rests on; a later one replaces it, both stay.

    Raises Refused "no-request", "not-now", "not-allowed", "condition-not-met", "no-reason", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    if not reason.strip():
        raise Refused("no-reason", "认定申请理由是否合理须写明依据（《条例》第三十五条），未执行。请补写。")
    before, person, on = facts_of(request), person_of(actor), day_of(now)
    step(request, Doing(STEP, on), actor=actor, person=person, now=now)
    row = ReasonJudgement(
        request=request, reasonable=reasonable, feasible_in_time=feasible_in_time, counts=counts_of(request),
        reason=reason.strip()[:4000], judged_by=person, judged_on=on, at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"reasonable": reasonable, "feasible_in_time": feasible_in_time} | row.counts,
        reason=row.reason[:400], actor=actor, now=now,
    )  # fmt: skip
    return row
