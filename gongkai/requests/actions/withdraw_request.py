"""The applicant takes his request back: its handling ends without a reply."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests.fees import dropped
from gongkai.requests.handing_in import Handed, doer, kept, looked_at
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Attachment, Ending, Request
from gongkai.requests.numbering import number_request
from gongkai.requests.stepping import Doing, step
from gongkai.units.notices import tell

ACT = "withdraw_request"
STEP = "withdraw"


@action
def withdraw_request(
    request_id: int, on: date, said: Handed, *, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """End it on the day the applicant said so. A clerk needs the proof as a file; from the card the card itself is it.

    Raises Refused "no-request", "not-now", "not-allowed", "no-proof", "day-ahead", "day-too-early", "file-refused",
    "no-attachment", "changed-meanwhile".
    """
    looked = looked_at(said)
    request = lock_request(request_id, seen)
    before, person = facts_of(request), doer(actor)
    if person is not None and not said.files and not said.attachments:
        raise Refused("no-proof", "登记撤回须附申请人撤回的书面材料或者记录，未执行。请上传后再办。")
    # What ends before it was registered is on the books all the same.
    number_request(request, on.year)
    step(request, Doing(STEP, on), actor=actor, person=person, now=now)
    dropped(request, "申请人撤回")
    files = kept(request, Attachment.Role.OTHER, said, looked, person, now)
    Ending.objects.create(
        request=request, cause=Ending.Cause.WITHDRAWN, on=on, way=said.way, sealed=seal({"text": said.text.strip()}),
        proof=files[0] if files else None, made_by=person, at=now,
    )  # fmt: skip
    if request.handler is not None and request.handler != person:
        tell(request.handler, f"申请人已撤回：{request.number}", now=now, address=f"/desk/requests/{request.pk}/")
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"on": on.isoformat(), "way": said.way}, reason="申请人撤回", actor=actor, now=now,
    )  # fmt: skip
    return request
