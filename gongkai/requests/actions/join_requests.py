"""Handle requests together: each keeps its number, its clock, its reply and its leaf (docs/decisions/D-274)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import CLOSED, Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "join_requests"


@action
def join_requests(
    request_id: int, into_number: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Join a request to the one of the same unit with that number.

    Raises Refused "no-request", "no-such-number", "not-now", "not-allowed", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    before = facts_of(request)
    found = Request.objects.filter(agency=request.agency, number=into_number.strip()).exclude(number="").first()
    into = found.joined_to if found is not None and found.joined_to is not None else found
    if into is None or into.pk == request.pk or into.state in (*CLOSED, "void"):
        raise Refused("no-such-number", "本单位没有这个编号的在办申请，未并案。请核对编号。")
    if request.joined.exists():
        raise Refused("no-such-number", "已有申请并入这一件，未执行。请把那一件并入，不要反向并案。")
    request.joined_to = into
    request.handler = into.handler or request.handler
    step(request, Doing("join", day_of(now)), actor=actor, person=person_of(actor), now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"joined_to": into.number}, reason="并案办理", actor=actor, now=now,
    )  # fmt: skip
    return request
