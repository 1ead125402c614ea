"""Take back a registered figure: it stays with its reason and counts no longer."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.statistics.actions.enter_tally import facts_of
from gongkai.statistics.measuring_tallies import refuse_locked
from gongkai.statistics.models import Tally
from gongkai.units.acting import person_of
from gongkai.units.powers import FILE_STATISTICS

ACT = "void_tally"
NOT_THERE = "没有这条登记，未作废。请从登记列表重新打开。"


@action
def void_tally(tally_id: int, reason: str, *, actor: Actor, now: datetime) -> Tally:
    """Void it once, with a reason.

    Raises Refused "no-tally", "no-reason", "voided-before", "period-locked".
    """
    row = Tally.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=tally_id).first()
    if row is None or not actor.may(FILE_STATISTICS, row.agency.code):
        raise Refused("no-tally", NOT_THERE)
    if not reason.strip():
        raise Refused("no-reason", "作废须写明原因，未执行。请补写。")
    if row.voided_at is not None:
        raise Refused("voided-before", "这条登记已经作废，未执行。请刷新后查看。")
    refuse_locked(row.agency, row.kind, row.on)
    row.voided_at, row.voided_by, row.void_reason = now, person_of(actor), reason.strip()[:300]
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    journal.write(
        row.agency.code, act=ACT, subject=f"tally {row.pk}", before=facts_of(row), after={}, reason=row.void_reason,
        actor=actor, now=now,
    )  # fmt: skip
    return row
