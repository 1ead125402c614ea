"""Count a filing again: facts may have moved since it was filled."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.decide_filing import tidy
from gongkai.statistics.filing_counting import Change, apply, counted_now
from gongkai.statistics.filing_locking import keep, lock_filing, may_edit
from gongkai.statistics.filing_values import cells_of
from gongkai.statistics.models import Filing

ACT = "recount_filing"


@action
def recount_filing(
    filing_id: int, seen: int | None = None, *, actor: Actor, now: datetime
) -> tuple[Filing, list[Change]]:
    """The filing and the cells that moved, each with before, after, and the things that came and went.

    Typed and imported figures stay; what the platform counts now is shown beside them. Raises Refused "not-allowed",
    "not-now", "changed-meanwhile", "rolled-up", "nothing-changed".
    """
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    if filing.rolled_up:
        raise Refused("rolled-up", "这是汇总数，未重新统计。请用“重新汇总”。")
    moved = apply(filing, cells_of(filing), counted_now(filing), actor=actor, now=now)
    if not moved:
        raise Refused("nothing-changed", "平台统计的数字没有变化，不需要更新。")
    before = {one.cell: "" if one.before is None else plain(tidy(one.before)) for one in moved}
    after = {one.cell: "" if one.after is None else plain(tidy(one.after)) for one in moved}
    kept = keep(
        filing, ACT, before={"cells": before}, after={"cells": after}, reason="重新统计", actor=actor, now=now
    )  # fmt: skip
    return kept, moved
