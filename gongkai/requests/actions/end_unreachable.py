"""The applicant died, was dissolved or cannot be reached any more: the handling ends, with facts and proof (D-260)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests.fees import dropped
from gongkai.requests.handing_in import Handed, kept, looked_at
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Attachment, Ending, Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = STEP = "end_unreachable"
CAUSES = (Ending.Cause.DEATH, Ending.Cause.DISSOLUTION, Ending.Cause.LOST_CONTACT)


@action
def end_unreachable(
    request_id: int, cause: str, on: date, said: Handed, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """End it on the day the office found so; `said` holds the facts and at least one file that proves them.

    Raises Refused "no-request", "unknown-cause", "no-facts", "no-proof", "not-now", "not-allowed", "day-ahead",
    "day-too-early", "file-refused", "no-attachment", "changed-meanwhile".
    """
    looked = looked_at(said)
    request = lock_request(request_id, seen)
    if cause not in {one.value for one in CAUSES}:
        raise Refused("unknown-cause", "没有写明终结办理的情形，未执行。请在死亡、终止、失去联系中选择一种。")
    if not said.text.strip():
        raise Refused("no-facts", "没有写明查实的经过（何时、以何种方式联系或者核实），未执行。请补写。")
    if not said.files and not said.attachments:
        raise Refused("no-proof", "没有附上证明材料（死亡证明、注销登记、联系记录等），未执行。请上传后再办。")
    before, person = facts_of(request), person_of(actor)
    step(request, Doing(STEP, on), actor=actor, person=person, now=now)
    dropped(request, "终结办理")
    files = kept(request, Attachment.Role.OTHER, said, looked, person, now)
    row = Ending(
        request=request, cause=Ending.Cause(cause), on=on, way=said.way, sealed=seal({"text": said.text.strip()}),
        proof=files[0], made_by=person, at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"cause": cause, "on": on.isoformat()}, reason=Ending.Cause(cause).label,
        actor=actor, now=now,
    )  # fmt: skip
    return request
