"""No reasons came by the day that was set: the request is handled on (条例第三十五条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = STEP = "go_on_without_reasons"


@action
def go_on_without_reasons(request_id: int, *, seen: int | None = None, actor: Actor, now: datetime) -> Request:
    """Raises Refused "no-request", "not-now", "not-allowed", "condition-not-met", "changed-meanwhile"."""
    request = lock_request(request_id, seen)
    before = facts_of(request)
    step(request, Doing(STEP, day_of(now)), actor=actor, person=person_of(actor), now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason="申请人逾期未说明理由", actor=actor, now=now,
    )  # fmt: skip
    return request
