"""Accept a filing. Nobody accepts what he filed."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.filing_locking import (
    ACCEPT_WORDS,
    State,
    acting_person,
    keep,
    lock_filing,
    stands,
    tell_unit,
)
from gongkai.statistics.filing_values import span_of
from gongkai.statistics.models import Filing
from gongkai.units.powers import ACCEPT_FILINGS

ACT = "accept_filing"


@action
def accept_filing(filing_id: int, seen: int | None = None, *, actor: Actor, now: datetime) -> Filing:
    """It may be added up from now on. Raises Refused "not-allowed", "not-now", "changed-meanwhile", "own-filing"."""
    filing = lock_filing(filing_id, seen)
    judge(filing, actor)
    filing.state = State.ACCEPTED
    filing.judged_by, filing.judged_at = acting_person(actor), now
    kept = keep(filing, ACT, before={"state": State.SUBMITTED}, after={}, reason="通过", actor=actor, now=now)
    tell_unit(filing, f"{span_of(filing).title}{filing.get_period_display()}已通过", now=now)
    return kept


def judge(filing: Filing, actor: Actor) -> None:
    """Raise Refused unless the actor may judge this filing now."""
    require(actor, ACCEPT_FILINGS, filing.receiver.code, ACCEPT_WORDS)
    stands(filing, State.SUBMITTED)
    person = acting_person(actor)
    if person is not None and filing.submitted_by_id == person.pk:
        raise Refused("own-filing", "这份报表是你报送的，不能由你审核，未执行。请由另一位接收人员办理。")
