"""What was ordered is done, in time or late."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.dispute_words import order_rules
from gongkai.requests.stepping import table_of
from gongkai.units.acting import person_of

ACT = "finish_orders"


@action
def finish_orders(
    dispute_id: int, on: date, how: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Dispute:
    """Where the request was to be handled anew, its new reply must have been served first.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "orders-nothing", "done-already",
    "not-effective", "no-how", "not-redone", "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.DECIDED)
    _done(dispute, how)
    possible_day(on, now, dispute.effective_on, "履行完毕的日期")
    late = dispute.orders_due_on is not None and on > dispute.orders_due_on
    for rule in sorted(order_rules()):
        timing.close(dispute, rule, on, ACT, person, now)
    dispute.orders_done_on, dispute.orders_done_how = on, how.strip()
    timing.settle(dispute, now)
    return keep(dispute, ACT, on, before, how.strip(), person=person, actor=actor, now=now, late=late)


def _done(dispute: Dispute, how: str) -> None:
    if not dispute.orders:
        raise Refused("orders-nothing", "这件决定、裁判没有责令的事项，未登记。")
    if dispute.orders_done_on is not None:
        raise Refused("done-already", f"{dispute.orders_done_on.isoformat()} 已经登记履行完毕，未重复登记。")
    if dispute.effective_on is None:
        raise Refused("not-effective", "决定、裁判还没有收到或者没有生效，未登记。")
    if not how.strip():
        raise Refused("no-how", "没有写明怎样履行的，未登记。请补写。")
    request = dispute.request
    redone = dispute.events.filter(act="redo_request").exists() or request.closed_on is None
    if dispute.orders_again and (not redone or table_of(request).states[request.state].open):
        words = "责令重新处理的申请还没有重新办结，未登记履行完毕。请先重新办理，答复送达后再登记。"
        raise Refused("not-redone", words)
