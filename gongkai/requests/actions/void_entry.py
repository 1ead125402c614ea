"""Take back an entry of a clock that was written by mistake, or give it its right day; both stay on record."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests import clocks, voiding
from gongkai.requests.allowing import handles
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import ClockEntry, Request
from gongkai.requests.telling import told
from gongkai.units.acting import person_of
from gongkai.units.powers import OVERSEE_REQUESTS

ACT = "void_clock_entry"


@action
def void_entry(
    entry_id: int, reason: str, *, instead: date | None = None, seen: int | None = None, actor: Actor, now: datetime
) -> Request:
    """For the disclosure office only. The request's last day and the applicant's card follow.

    Raises Refused "no-entry", "not-allowed", "changed-meanwhile" and those of `voiding.void_entry`.
    """
    at = ClockEntry.objects.filter(pk=entry_id).values_list("clock__request_id", flat=True).first()
    if at is None:
        raise Refused("no-entry", "没有这条期限记载，未执行。请刷新后查看。")
    request = lock_request(at, seen)
    handles(actor, request.agency.code, "撤销期限记载", OVERSEE_REQUESTS)
    before = facts_of(request)
    row = ClockEntry.objects.select_related("clock__request").get(pk=entry_id)
    entering = Entering(ACT, person_of(actor), now, reason)
    voiding.void_entry(row, reason, entering, instead=instead)
    clocks.settle(request)
    request.version += 1
    request.save()
    told(request, now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {
            "rule": row.clock.rule, "kind": row.kind, "on": row.on.isoformat(),
            "instead": instead.isoformat() if instead else "",
        },
        reason=reason.strip()[:400], actor=actor, now=now,
    )  # fmt: skip
    return request
