"""Decide on one thing asked for: which of the statutory decisions, on which ground, with which facts and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.deciding import Deciding, decision_barrier
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import RequestItem
from gongkai.requests.papers import may_write
from gongkai.units.acting import person_of

ACT = "decide_item"


@action
def decide_item(
    item_id: int, decision: str, *, ground: str = "", severed: bool = False, reason: str = "",
    facts: Mapping[str, Any] | None = None, seen: int | None = None, actor: Actor, now: datetime,
) -> RequestItem:  # fmt: skip
    """An empty `decision` takes an earlier one back. Any paper under review that rests on it is thereby void.

    Raises Refused "no-item", "not-allowed", "not-open", "changed-meanwhile", and what `deciding` finds lacking.
    """
    request_id = RequestItem.objects.filter(pk=item_id).values_list("request_id", flat=True).first()
    if request_id is None:
        raise Refused("no-item", "没有这项申请内容，未保存。请刷新后重新打开。")
    request = lock_request(request_id, seen)
    may_write(actor, request)
    item = RequestItem.objects.select_for_update().get(pk=item_id)
    said = Deciding(decision, ground, severed, reason.strip(), dict(facts or {}))
    barrier = decision_barrier(request, item, said, day_of(now))
    if barrier is not None:
        raise barrier
    before = facts_of(request) | _said(item)
    item.decision, item.ground, item.severed, item.reason = decision, ground, severed, said.reason
    item.facts = said.facts
    item.decided_by, item.decided_at = (person_of(actor), now) if decision else (None, None)
    item.save()
    request.version += 1
    request.save(update_fields=["version"])
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before, after=facts_of(request) | _said(item),
        reason=f"第 {item.position} 项", actor=actor, now=now,
    )  # fmt: skip
    return item


def _said(item: RequestItem) -> dict[str, Any]:
    """What the journal holds of the decision; its reasons stand on the row and in the letter."""
    return {
        "item": item.position, "item_decision": item.decision, "item_ground": item.ground, "item_severed": item.severed,
        "item_facts": sorted(item.facts),
    }  # fmt: skip
