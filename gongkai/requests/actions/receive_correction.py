"""The applicant has corrected his request: the reply period begins anew from that day (条例第三十条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.bounds import check_day
from gongkai.requests.decide import GOOD_REASON
from gongkai.requests.handing_in import Handed, doer, kept, looked_at
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Attachment, Request, Statement
from gongkai.requests.statements import Corrected, keep, needs_words, shortened, take_in, too_late
from gongkai.requests.stepping import Doing, may_act, step, table_of
from gongkai.units.notices import tell

ACT = STEP = "receive_correction"


@action
def receive_correction(
    request_id: int, on: date, said: Handed, made: Corrected | None = None, *, good_reason: str = "",
    seen: int | None = None, actor: Actor, now: datetime,
) -> Statement:  # fmt: skip
    """Write down a correction that came on `on`. One after the last day needs `good_reason`; without, it is kept and
    waits for `judge_correction`, and the request stands where it stood.

    Raises Refused "no-request", "not-now", "not-allowed", "no-words", "day-ahead", "day-too-early", "file-refused",
    "no-attachment", "decided-already", "changed-meanwhile".
    """
    looked = looked_at(said)
    request = lock_request(request_id, seen)
    needs_words(said, "补正")
    may_receive(request, actor)
    check_day(request, on, None, now, moves=True)
    before, person = facts_of(request), doer(actor)
    files = kept(request, Attachment.Role.CORRECTION, said, looked, person, now)
    late = too_late(request, on)
    row = keep(
        request, Statement.Kind.CORRECTION, on, shortened(said), files, late=late, reason=good_reason, person=person,
        now=now,
    )  # fmt: skip
    if row.accepted:
        take_in(row, made or Corrected())
        held = frozenset({GOOD_REASON}) if late else frozenset()
        step(request, Doing(STEP, on, held=held), actor=actor, person=person, now=now)
    else:
        request.version += 1
        request.save(update_fields=["version"])
    if request.handler is not None and request.handler != person:
        title = "申请人逾期补正，须审查有无正当理由" if not row.accepted else "申请人已补正"
        tell(request.handler, f"{title}：{request.number}", now=now, address=f"/desk/requests/{request.pk}/clock/")
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"on": on.isoformat(), "late": late, "accepted": row.accepted, "files": len(files)},
        reason=good_reason.strip()[:400] or "收到补正", actor=actor, now=now,
    )  # fmt: skip
    return row


def may_receive(request: Request, actor: Actor) -> None:
    """Raise Refused unless a correction is awaited and the actor may take it in."""
    table = table_of(request)
    act = table.acts.get(STEP)
    if act is None or not table.steps_for(request.state, STEP):
        label = table.states[request.state].label
        raise Refused("not-now", f"申请现为“{label}”，没有在等待补正，未执行。请刷新后按现在的情况办理。")
    if not may_act(actor, act, request.agency.code):
        raise Refused("not-allowed", f"{actor.name} 在该单位没有办理“{act.label}”的职责，未执行。请由经办人办理。")
