"""The applicant has said why he asks for so much; whether it is reasonable is judged next (条例第三十五条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.requests.handing_in import Handed, doer, kept, looked_at
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Attachment, Statement
from gongkai.requests.statements import keep, needs_words, shortened
from gongkai.requests.stepping import Doing, step
from gongkai.units.notices import tell

ACT = STEP = "receive_reasons"


@action
def receive_reasons(
    request_id: int, on: date, said: Handed, *, seen: int | None = None, actor: Actor, now: datetime
) -> Statement:
    """Write down the reasons that came on `on`; late ones too, as long as the request still waits for them.

    Raises Refused "no-request", "not-now", "not-allowed", "no-words", "day-ahead", "day-too-early", "file-refused",
    "no-attachment", "changed-meanwhile".
    """
    looked = looked_at(said)
    request = lock_request(request_id, seen)
    needs_words(said, "理由说明")
    before, person = facts_of(request), doer(actor)
    step(request, Doing(STEP, on), actor=actor, person=person, now=now)
    files = kept(request, Attachment.Role.REASONS, said, looked, person, now)
    row = keep(
        request, Statement.Kind.REASONS, on, shortened(said), files, late=False, reason="", person=person, now=now
    )
    if request.handler is not None and request.handler != person:
        address = f"/desk/requests/{request.pk}/clock/"
        tell(request.handler, f"申请人已说明理由：{request.number}", now=now, address=address)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"on": on.isoformat(), "files": len(files)}, reason="收到理由说明", actor=actor,
        now=now,
    )  # fmt: skip
    return row
