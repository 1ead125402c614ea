"""The body decided: which decision, what it orders, in which column of table four it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.disputes import timing
from gongkai.disputes.decide import outcome_of
from gongkai.disputes.locking import State, facts_of, keep, lock_dispute, possible_day, stands
from gongkai.disputes.models import Dispute
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.dispute_words import order_periods
from gongkai.law.disputes import Decision, decisions_on
from gongkai.law.errors import LawError
from gongkai.units.acting import person_of

ACT = "decide_dispute"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided: `decision` is a code of law/data/disputes; `length` and `unit` the period for what it orders,
    `again` that the request is to be handled anew."""

    decision: str
    number: str
    reasons: str = ""
    orders: str = ""
    again: bool = False
    length: int | None = None
    unit: str = ""


@action
def decide_dispute(
    dispute_id: int, on: date, ruling: Ruling, *, seen: int | None = None, actor: Actor, now: datetime
) -> Dispute:
    """`on` is the day the decision bears. What it starts, starts when it arrives (receive_decision).

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile", "not-now", "no-decision", "not-accepted-yet",
    "no-number", "no-orders", "orders-nothing", "not-again", "bad-period", "day-wrong".
    """
    dispute = lock_dispute(dispute_id, seen, actor)
    before, person = facts_of(dispute), person_of(actor)
    stands(dispute, State.FILED, State.ACCEPTED, State.SUSPENDED)
    possible_day(on, now, dispute.accepted_on or dispute.filed_on, "作出的日期")
    row = decision_of(dispute.kind, on, dispute.instance, ruling.decision)
    if dispute.accepted_on is None and not row.unaccepted:
        raise Refused("not-accepted-yet", f"案件还没有登记受理，不能登记“{row.label}”，未执行。请先登记受理。")
    if not ruling.number.strip():
        raise Refused("no-number", "没有填写决定书、裁判文书的编号，未登记。请补填。")
    _orders(row, ruling)
    dispute.state, dispute.decided_on, dispute.decision = State.DECIDED, on, row.code
    dispute.outcome = outcome_of(row.outcome, dispute.appeals.outcome if dispute.appeals else "")
    dispute.decision_number, dispute.reasons = ruling.number.strip()[:100], ruling.reasons.strip()
    dispute.orders, dispute.orders_again = ruling.orders.strip(), ruling.again
    dispute.orders_length, dispute.orders_unit = ruling.length, ruling.unit
    timing.close_all(dispute, on, ACT, person, now)
    return keep(
        dispute, ACT, on, before, row.label, person=person, actor=actor, now=now, outcome=dispute.outcome,
        again=ruling.again,
    )  # fmt: skip


def decision_of(kind: str, on: date, instance: int, code: str) -> Decision:
    """The row of that code. Raises Refused "no-decision"."""
    try:
        found = decisions_on(kind, on, instance).get(code)
    except LawError as error:
        raise Refused("no-decision", error.sentence) from error
    if found is None:
        raise Refused("no-decision", "没有选定该类案件、该审级的决定或者裁判种类，未登记。请选择。")
    return found


def _orders(row: Decision, ruling: Ruling) -> None:
    orders = ruling.orders.strip()
    if row.orders == "must" and not orders:
        raise Refused("no-orders", f"“{row.label}”必有责令的内容，未登记。请按文书补写责令的事项。")
    if row.orders == "none" and (orders or ruling.again):
        raise Refused("orders-nothing", f"“{row.label}”不责令履行，未登记。请核对决定种类，或者删去责令的内容。")
    if ruling.again and not (row.again and orders):
        raise Refused("not-again", "责令重新处理申请的，须写明责令的内容，并且决定种类允许责令重作，未登记。请核对。")
    if (ruling.length is None) != (not ruling.unit) or (ruling.length is not None and not orders):
        raise Refused("bad-period", "责令的期限须同时写明数字和单位，并写明责令的内容，未登记。请补齐或者都留空。")
    if ruling.length is not None and (ruling.length < 1 or ruling.unit not in order_periods()):
        raise Refused("bad-period", "责令的期限须为正数，单位须为所列之一，未登记。请核对。")
