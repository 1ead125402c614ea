"""Propose that what one applicant received be published for everybody (条例第四十四条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.requests.conversions import interest_in, public_releases, write_journal
from gongkai.requests.decide_conversion import origin_of
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Conversion
from gongkai.units.acting import person_of
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "propose_publication"


@action
def propose_publication(request_id: int, reason: str = "", *, actor: Actor, now: datetime) -> Conversion:
    """Put the request's released things on the list of what may be published. The origin follows from who asked.

    Raises Refused "no-request", "not-allowed", "proposed-already", "no-reason" (where only the agency thinks so).
    """
    request = lock_request(request_id)
    require(actor, HANDLE_REQUESTS, request.agency.code, "建议转为主动公开")
    if Conversion.objects.filter(request=request).exclude(state=Conversion.State.DECLINED).exists():
        raise Refused("proposed-already", "这件申请的信息已经列入转为主动公开，没有重复列入。")
    origin = origin_of(interest_in(request))
    if origin == Conversion.Origin.AGENCY and not reason.strip():
        raise Refused("no-reason", "没有多个申请人申请，申请人也没有建议，须写明认为应当主动公开的理由，未列入。")
    row = Conversion.objects.create(
        request=request, release=next(iter(public_releases(request)), None), origin=origin, reason=reason.strip()[:400],
        proposed_by=person_of(actor), proposed_at=now,
    )  # fmt: skip
    write_journal(row, ACT, f"建议转为主动公开：{row.get_origin_display()}", actor, now)
    return row
