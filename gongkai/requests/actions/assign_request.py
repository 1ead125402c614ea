"""Give a request to the person who handles it, and name the section in charge."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import actor_of, person_of
from gongkai.units.models import Person
from gongkai.units.notices import tell
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "assign_request"


@action
def assign_request(
    request_id: int, login: str, section: str = "", *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Make the person with that login its handler; he must handle requests in that unit, and is told.

    Raises Refused "no-request", "not-now", "not-allowed", "no-handler", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    before = facts_of(request)
    handler = Person.objects.filter(login=login, is_active=True).first()
    if handler is None or not actor_of(handler, day_of(now)).may(HANDLE_REQUESTS, request.agency.code):
        raise Refused("no-handler", "所选人员在该单位没有办理申请的职责，未分派。请选择该单位的经办人员。")
    person = person_of(actor)
    request.handler, request.section = handler, section.strip()[:60]
    step(request, Doing("assign", day_of(now)), actor=actor, person=person, now=now)
    if handler != person:
        due = f"最迟 {request.due_on.isoformat()} 答复。" if request.due_on else ""
        tell(
            handler, f"分派给你一件申请：{request.number}", now=now, text=f"{request.subject}。{due}",
            address=f"/desk/requests/{request.pk}/",
        )  # fmt: skip
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason="分派", actor=actor, now=now,
    )  # fmt: skip
    return request
