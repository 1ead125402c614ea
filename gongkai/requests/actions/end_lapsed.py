"""The applicant did not correct or pay in time: he counts as having given up (条例第三十条, 收费办法第六条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests.fees import lapsed
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Ending, Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = STEP = "end_lapsed"


@action
def end_lapsed(
    request_id: int, note: str = "", *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:  # fmt: skip
    """End it; which of the two follows from what was waited for.

    Raises Refused "no-request", "not-now", "not-allowed", "condition-not-met", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    before, person, on = facts_of(request), person_of(actor), day_of(now)
    taken = step(request, Doing(STEP, on), actor=actor, person=person, now=now)
    lapsed(request)
    Ending.objects.create(
        request=request, cause=Ending.Cause(taken.decision), on=on, sealed=seal({"text": note.strip()}),
        made_by=person, at=now,
    )  # fmt: skip
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason=Ending.Cause(taken.decision).label, actor=actor, now=now,
    )  # fmt: skip
    return request
