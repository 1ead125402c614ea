"""Write nought into every cell that is still blank: nothing of the kind happened."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.statistics.actions.type_cells import type_cells
from gongkai.statistics.filing_locking import lock_filing, may_edit
from gongkai.statistics.filing_values import form_of
from gongkai.statistics.models import Filing


@action
def fill_blank_cells(filing_id: int, seen: int | None = None, *, actor: Actor, now: datetime) -> Filing:
    """As if 0 had been typed into each. Raises Refused as type_cells does, "nothing-changed" where none is blank."""
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    filled = set(filing.cells.values_list("cell", flat=True))
    blank = [cell for cell, spec in form_of(filing).cells.items() if cell not in filled and not spec.optional]
    if not blank:
        raise Refused("nothing-changed", "没有空着的格，不需要填 0。")
    return type_cells(filing_id, dict.fromkeys(blank, "0"), "未发生，填 0", seen, actor=actor, now=now)
