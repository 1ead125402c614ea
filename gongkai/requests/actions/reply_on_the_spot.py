"""Reply on the spot (条例第三十三条第一款): said to the applicant's face, with a record that he signs."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.service import served_in_time
from gongkai.requests import releases
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Request, SpotReply
from gongkai.requests.papers import may_write
from gongkai.requests.proofs import File, keep_proofs, looked_at
from gongkai.requests.releasing import files_settled, may_be_served
from gongkai.requests.serving import closing_on
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "reply_on_the_spot"
WAY, EVENT = "on_the_spot", "told"


@action
def reply_on_the_spot(
    request_id: int, told_on: date, words: str, *, place: str, record: File | None = None, unsigned: str = "",
    seen: int | None = None, actor: Actor, now: datetime,
) -> Request:  # fmt: skip
    """`record` is the signed record, name and bytes; without one `unsigned` says why he did not sign.

    Raises Refused "no-request", "not-allowed", "changed-meanwhile", "no-words", "no-record", "file-refused",
    "day-ahead", "no-outcome", "release-hindered", and those of the gate.
    """
    looked = looked_at([record] if record is not None else [])
    request = lock_request(request_id, seen)
    may_write(actor, request)
    if not words.strip() or not place.strip():
        raise Refused("no-words", "当场答复须写明地点和告知的内容，未登记。请补写。")
    if record is None and not unsigned.strip():
        raise Refused("no-record", "当场答复须附申请人签字的笔录；申请人不签字的，写明原因。未登记。")
    if told_on > day_of(now):
        raise Refused("day-ahead", f"告知日期 {told_on.isoformat()} 晚于今天，未登记。请填写实际告知的日期。")
    files_settled(request)
    may_be_served(request, told_on)
    try:
        found = served_in_time(WAY, {EVENT: told_on}, request.due_on)
    except LawError as error:
        raise Refused("service", f"{error.sentence.rstrip('。')}。未登记。") from error
    person, before = person_of(actor), facts_of(request)
    kept = keep_proofs(request, (), looked, person, now)
    doing = Doing(ACT, told_on, closing=closing_on(request, told_on), in_time=found.in_time)
    step(request, doing, actor=actor, person=person, now=now)
    SpotReply.objects.create(
        request=request, told_on=told_on, place=place.strip()[:100], sealed=seal(words.strip()),
        record=kept[0] if kept else None,
        unsigned=unsigned.strip()[:200], served_on=found.served_on, in_time=found.in_time,
        sentence=found.sentence[:400], made_by=person, at=now,
    )  # fmt: skip
    releases.give(request, now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request),
        reason="当场答复", actor=actor, now=now,
    )  # fmt: skip
    return request
