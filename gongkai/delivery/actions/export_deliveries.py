"""Hand out the table of who has delivered as a file."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import OVERSEE_DELIVERY

ACT = "export_deliveries"


@action
def export_deliveries(office: str, ends: date, count: int, *, actor: Actor, now: datetime) -> None:
    """Allow and note it in the office's journal, `count` the lines of the table. Raises Refused "not-allowed"."""
    require(actor, OVERSEE_DELIVERY, office, "导出送交情况")
    journal.write(
        office, act=ACT, subject="deposits", before={}, after={"ends": ends.isoformat(), "lines": count},
        reason="导出送交情况", actor=actor, now=now,
    )  # fmt: skip
