"""Close a round of dynamic adjustment once everything in it is decided."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide_adjusting import decide_closing
from gongkai.records.models import AdjustmentRound
from gongkai.records.reads_adjustment import counts_of, open_items
from gongkai.units.powers import ADJUST

ACT = "close_adjustment_round"


@action
def close_adjustment_round(round_id: int, *, actor: Actor, now: datetime) -> AdjustmentRound:
    """Close it. Raises Refused "adjust-open" with how many are undecided, "adjust-closed" where it is closed."""
    found = AdjustmentRound.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=round_id).first()
    if found is None:
        raise Refused("no-round", "没有这一轮动态调整，从动态调整重新打开。")
    require(actor, ADJUST, found.agency.code, "办结动态调整")
    if found.closed_at is not None:
        raise Refused("adjust-closed", "本轮动态调整已经办结，不用再次办结。")
    barrier = decide_closing(open_items(found).count())
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    journal.write(
        found.agency.code,
        act=ACT,
        subject=f"adjustment {found.pk}",
        before={},
        after=counts_of(found),
        reason="办结动态调整",
        actor=actor,
        now=now,
    )
    return found
