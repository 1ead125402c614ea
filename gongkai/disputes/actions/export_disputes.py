"""Hand out the list of disputes as a file."""

from __future__ import annotations

from datetime import datetime

from gongkai.disputes.locking import WORDS
from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import HANDLE_DISPUTES

ACT = "export_disputes"


@action
def export_disputes(agency: str, year: int | None, count: int, *, actor: Actor, now: datetime) -> None:
    """Allow and note it in the unit's journal, `count` the lines. Raises Refused "not-allowed"."""
    require(actor, HANDLE_DISPUTES, agency, WORDS)
    journal.write(
        agency, act=ACT, subject="disputes", before={}, after={"year": str(year or ""), "lines": count},
        reason="导出复议诉讼", actor=actor, now=now,
    )  # fmt: skip
