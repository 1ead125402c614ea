"""Hand a request that is not ours to the unit that answers it, before anybody has handled it (docs/decisions/D-271)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request
from gongkai.requests.stepping import Doing, step
from gongkai.requests.telling import say
from gongkai.units.acting import holds, person_of
from gongkai.units.models import Agency, Duty
from gongkai.units.notices import tell

ACT = "send_on"
# The receiving unit's own day counts: it really has the request only then.
CHANNEL = "misdirected"
TOLD = ("disclosure_office", "clerk")


@action
def send_on(
    request_id: int, code: str, reason: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """Send it to the unit with that code; the applicant is told on his card which unit has it and why.

    Raises Refused "no-request", "no-reason", "no-unit", "not-now", "not-allowed", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    if not reason.strip():
        raise Refused("no-reason", "转送须写明理由，未执行。请补写。")
    to = Agency.objects.filter(code=code).first()
    if to is None or to.pk == request.agency_id:
        raise Refused("no-unit", "没有选择要转送的单位，或者选择了本单位，未转送。请重新选择。")
    person, on = person_of(actor), day_of(now)
    receivers = list(Duty.objects.filter(holds(on), agency=to, kind__in=TOLD).select_related("person"))
    if not receivers:
        raise Refused(
            "no-unit",
            f"{to.name}在平台上没有办理申请的人员，未转送。请依照《条例》第三十六条第五项答复申请人，写明该单位的名称和联系方式。",
        )
    origin, before = request.agency, facts_of(request)
    step(request, Doing("send_on", on), actor=actor, person=person, now=now)
    request.sent_on_from, request.agency = origin, to
    request.number, request.registered_at, request.handler, request.section = "", None, None, ""
    # The law of the day it reached the platform stays; its day of receipt is for the receiving unit to say.
    request.channel, request.days, request.received_on, request.confirm_by = CHANNEL, {}, None, None
    request.save()
    facts = {"from": origin.name, "to": to.name, "reason": reason.strip().rstrip("。")}
    say(
        request,
        "您的申请所涉信息不由{from}负责，已转送{to}办理。理由：{reason}。".format(**facts),
        person=person,
        now=now,
    )
    for one in {duty.person for duty in receivers}:
        tell(
            one, f"{origin.name}转来一件申请", now=now,
            text=f"{request.subject}。{facts['reason']}。请登记收到的日期。",
            address=f"/desk/requests/{request.pk}/",
        )  # fmt: skip
    after = facts_of(request) | {"agency": to.code}
    for chain in (origin.code, to.code):
        journal.write(
            chain, act=ACT, subject=subject_of(request), before=before | {"agency": origin.code}, after=after,
            reason=reason.strip()[:400], actor=actor, now=now,
        )  # fmt: skip
    return request
