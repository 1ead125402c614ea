"""What who complained or asked for a correction is told of it: plain values on his card."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai.requests.cards import write_card
from gongkai.requests.models import Matter

PLAIN = {
    Matter.State.ARRIVED: "材料已经收到，正在等待工作人员办理。",
    Matter.State.HANDLING: "工作人员正在办理。",
    Matter.State.DONE: "已经办结，结果如下。",
    Matter.State.TRANSFERRED: "已经转送有权处理的单位，或者告知您向其提出，情况如下。",
}


def told_matter(matter: Matter, *, now: datetime) -> None:
    """Write the card anew."""
    if matter.card:
        write_card(matter.card, matter.sealed_card_key, said_of(matter), now)


def said_of(matter: Matter) -> dict[str, Any]:
    """What stands on the card. What is ordered of others is theirs to know."""
    state = Matter.State(matter.state)
    return {
        "kind": matter.kind, "title": Matter.Kind(matter.kind).label, "agency": matter.agency.name,
        "unit": matter.agency.code,
        "number": matter.number, "receipt": matter.receipt_number, "state": matter.state, "label": state.label,
        "plain": PLAIN[state], "received_on": matter.received_on.isoformat(),
        "result": matter.result if matter.told_on else "", "closed_on": _day(matter.told_on), "can": ["message"],
    }  # fmt: skip


def _day(value: Any) -> str:
    return value.isoformat() if value else ""
