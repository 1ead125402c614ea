"""Say that a request repeats an earlier one, or take that back; what it means for the reply is decided there."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import table_of

ACT = "mark_repeats"


@action
def mark_repeats(
    request_id: int, earlier_id: int | None, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Tie an open request to the earlier one of the same unit (条例第三十六条第六项); None takes the tie away.

    Raises Refused "no-request", "not-allowed", "not-now", "no-earlier", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    handles(actor, request.agency.code, "标记相同申请")
    if not table_of(request).states[request.state].open:
        raise Refused("not-now", "申请已经办结，不能再标记重复。未执行。")
    earlier = None
    if earlier_id is not None:
        earlier = Request.objects.filter(agency=request.agency, pk=earlier_id).exclude(state="void").first()
        if earlier is None or earlier.pk >= request.pk:
            raise Refused("no-earlier", "没有这件在先的申请，未标记。请从相似申请中选择。")
    before = facts_of(request) | {"repeats": request.repeats.number if request.repeats else ""}
    request.repeats = earlier
    request.version += 1
    request.save(update_fields=["repeats", "version"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"repeats": earlier.number if earlier else ""}, reason="标记相同申请",
        actor=actor, now=now,
    )  # fmt: skip
    return request
