"""Hand out filings as a file."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS, READ_STATISTICS

ACT = "export_filings"
POWERS = (ACCEPT_FILINGS, FILE_STATISTICS, READ_STATISTICS)


@action
def export_filings(agency_code: str, subject: str, count: int, *, actor: Actor, now: datetime) -> None:
    """Note it in the unit's journal; what may be seen may be taken. Raises Refused "not-allowed"."""
    if not any(act in POWERS for act, _ in actor.grants):
        raise Refused("not-allowed", f"{actor.name} 没有查看统计报表的权限，未导出。")
    journal.write(
        agency_code, act=ACT, subject=subject, before={}, after={"filings": count}, reason="导出统计报表",
        actor=actor, now=now,
    )  # fmt: skip
