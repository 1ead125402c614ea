"""Note what was said between office and applicant outside papers: a call, a visit; or write him a message."""

from __future__ import annotations

from datetime import date, datetime, time

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.locking import lock_request, subject_of
from gongkai.requests.models import Exchange, Request
from gongkai.requests.telling import CARD, say
from gongkai.units.acting import person_of

ACT = "note_exchange"
# How it was said; a message by the card is shown to the applicant.
WAYS = {"phone": "电话", "visit": "来访", "email": "电子邮件", CARD: "在进度页留言"}


@action
def note_exchange(
    request_id: int, direction: str, way: str, text: str, on: date, *, actor: Actor, now: datetime
) -> Request:
    """Keep it sealed with the request. Raises Refused "no-request", "not-allowed", "no-text", "day-ahead"."""
    request = lock_request(request_id)
    handles(actor, request.agency.code, "登记往来")
    if not text.strip() or way not in WAYS or direction not in Exchange.Direction.values:
        raise Refused("no-text", "没有写明往来的内容和方式，未登记。请补写。")
    if on > day_of(now):
        raise Refused("day-ahead", f"日期 {on.isoformat()} 晚于今天，未登记。请填写实际发生的日期。")
    person = person_of(actor)
    if way == CARD:
        if direction != Exchange.Direction.OUT or not request.card:
            raise Refused("no-text", "申请人的留言由他本人在进度页提交；没有进度页的申请请用其他方式联系。未登记。")
        say(request, text.strip(), person=person, now=now)
    else:
        at = now if on == day_of(now) else datetime.combine(on, time(12), tzinfo=BEIJING)
        Exchange.objects.create(
            request=request, direction=direction, way=way, sealed=seal({"text": text.strip()}), at=at, made_by=person
        )
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={},
        after={"way": way, "direction": direction, "on": on.isoformat()}, reason="登记往来", actor=actor, now=now,
    )  # fmt: skip
    return request
