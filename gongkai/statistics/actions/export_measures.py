"""Hand out a unit's figures as a file."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.statistics.reads_measures import asked_for
from gongkai.units.powers import READ_STATISTICS

ACT = "export_measures"


@action
def export_measures(agency: str, period: str, form: str, units: int, *, actor: Actor, now: datetime) -> None:
    """Allow and note it in the journal of the unit, or of the asker's own where he looks at one below; `period` as
    quarter:2025:3, `units` how many are added up.

    Raises Refused "not-allowed", "no-unit", UnknownLaw.
    """
    kind, year, number = period.split(":")
    asked_for(actor, agency, (kind, int(year), int(number)), form, on=day_of(now))
    own = sorted(code for act, code in actor.grants if act == READ_STATISTICS)
    if not own:
        raise Refused("not-allowed", f"{actor.name} 没有导出统计数的权限，未执行。")
    chain = agency if agency in own else own[0]
    journal.write(
        chain, act=ACT, subject=f"measures {agency}", before={},
        after={"period": period, "form": form, "units": units}, reason="导出统计数", actor=actor, now=now,
    )  # fmt: skip
