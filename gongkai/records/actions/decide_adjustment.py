"""Decide on one record of a round: it stays as it is, or goes back into the path with a new mark."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.actions.change_record import change_record
from gongkai.records.adjusting import next_review_on
from gongkai.records.decide_adjusting import KEEP, decide_outcome, remarked
from gongkai.records.due import rules_day
from gongkai.records.locking import lock, subject_of
from gongkai.records.models import AdjustmentItem
from gongkai.records.writing import current, said_of
from gongkai.units.acting import person_of
from gongkai.units.powers import ADJUST

ACT = "decide_adjustment"


@action
def decide_adjustment(
    item_id: int, outcome: str, reason: str, content_hash: str, *, actor: Actor, now: datetime
) -> AdjustmentItem:
    """Record keep, proactive or on_request with its reason, on the content the person saw (`content_hash`).

    A new mark makes a new content that goes through the whole path of reviews; nothing becomes public by this. Raises
    Refused: "adjust-decided", "adjust-outcome", "no-reason", "changed-meanwhile", "wrong-state", "not-allowed".
    """
    item = AdjustmentItem.objects.select_related("round").filter(pk=item_id).first()
    if item is None:
        raise Refused("no-item", "没有这件评估事项，从动态调整重新打开。")
    record = lock(item.record_id)
    item = AdjustmentItem.objects.select_for_update(of=("self",)).select_related("round").get(pk=item_id)
    require(actor, ADJUST, record.agency.code, "决定动态调整")
    if item.round.closed_at is not None:
        raise Refused("adjust-closed", "本轮动态调整已经办结，不能再决定。需要改变的，直接修改该信息。")
    if item.outcome:
        raise Refused("adjust-decided", f"《{record.title}》已决定“{item.get_outcome_display()}”，不能重复决定。")
    content, on = current(record), rules_day(now)
    barrier = decide_outcome(outcome, reason, record.mark, record.state, content_hash, content.hash)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    item.outcome, item.reason, item.content_hash = outcome, reason.strip(), content.hash
    item.person, item.at = person_of(actor), now
    item.save()
    before = {"mark": record.mark, "content": content.hash, "next_review_on": str(record.next_review_on or "")}
    if outcome == KEEP:
        record.next_review_on = next_review_on(said_of(content), on)
        record.save(update_fields=["next_review_on"])
    else:
        said = remarked(said_of(content), outcome, reason, on)
        words = f"动态调整：{item.get_outcome_display()}。{reason.strip()}"
        record = change_record(record.pk, record.edition, said, actor=actor, now=now, reason=words)
    journal.write(
        record.agency.code,
        act=ACT,
        subject=subject_of(record.pk),
        before=before,
        after={"outcome": outcome, "round": item.round_id, "next_review_on": str(record.next_review_on or "")},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return item
