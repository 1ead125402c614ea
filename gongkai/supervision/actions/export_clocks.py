"""Hand out the list of watched clocks as a file."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.who import Actor
from gongkai.units.powers import WATCH_CLOCKS

ACT = "export_clocks"


@action
def export_clocks(agency: str, asked: str, count: int, *, actor: Actor, now: datetime) -> None:
    """Allow and note it in the journal of the unit the asker works in; `asked` are the filters, `count` the lines.

    Raises Refused "not-allowed".
    """
    require(actor, WATCH_CLOCKS, agency, "导出期限监察")
    journal.write(
        agency, act=ACT, subject="clocks", before={}, after={"asked": asked[:400], "lines": count},
        reason="导出期限监察", actor=actor, now=now,
    )  # fmt: skip
