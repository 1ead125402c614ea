"""A registration made by mistake counts no longer; its number is not used again."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "void_registration"


@action
def void_registration(request_id: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Request:
    """Void it with a reason; only while nothing was issued.

    Raises Refused "no-request", "no-reason", "not-now", "not-allowed", "condition-not-met", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    if not reason.strip():
        raise Refused("no-reason", "登记作废须写明原因，未执行。请补写。")
    before = facts_of(request)
    request.void_reason = reason.strip()[:400]
    step(request, Doing("void_registration", day_of(now)), actor=actor, person=person_of(actor), now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason=request.void_reason, actor=actor, now=now,
    )  # fmt: skip
    return request
