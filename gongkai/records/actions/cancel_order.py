"""Cancel an order to publish at a set time."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.locking import lock
from gongkai.records.models import PublishOrder
from gongkai.records.writing import facts_of, save, write_journal
from gongkai.units.powers import PUBLISH

ACT = "cancel_order"
State = PublishOrder.State


@action
def cancel_order(order_id: int, reason: str, *, actor: Actor, now: datetime) -> PublishOrder:
    """Cancel it; the record stays signed. Raises Refused "no-order", "not-allowed", "no-reason", "order-ended"."""
    found = PublishOrder.objects.filter(pk=order_id).first()
    if found is None:
        raise Refused("no-order", "没有这项定时发布。请从列表重新打开。")
    # The record before the order, as everywhere: two who act on both never wait for each other.
    record = lock(found.record_id)
    require(actor, PUBLISH, record.agency.code, "取消定时发布")
    order = PublishOrder.objects.select_for_update().get(pk=order_id)
    if not reason.strip():
        raise Refused("no-reason", "取消定时发布须写明原因，未取消。")
    if order.state != State.WAITING:
        raise Refused("order-ended", f"这项定时发布现为“{order.get_state_display()}”，不能再取消。")
    before = facts_of(record)
    order.state, order.ended_at, order.refusal = State.CANCELLED, now, reason.strip()[:400]
    order.save(update_fields=["state", "ended_at", "refusal"])
    save(record, now)
    write_journal(record, ACT, before, reason.strip(), actor, now, order=order.pk)
    return order
