"""Send a filing back, with the reason and with marks at the cells that are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.statistics.actions.accept_filing import judge
from gongkai.statistics.filing_locking import State, acting_person, keep, lock_filing, tell_unit
from gongkai.statistics.filing_values import form_of, span_of
from gongkai.statistics.models import CellMark, Filing
from gongkai.units.acting import person_of

ACT = "return_filing"


@action
def return_filing(
    filing_id: int, reason: str, marks: Mapping[str, str], seen: int | None = None, *, actor: Actor, now: datetime
) -> Filing:
    """`marks` are words by cell; each must be answered when it comes back.

    Raises Refused "not-allowed", "not-now", "changed-meanwhile", "own-filing", "no-reason", "no-cell", "no-words".
    """
    filing = lock_filing(filing_id, seen)
    judge(filing, actor)
    words = reason.strip()
    if not words:
        raise Refused("no-reason", "没有写明退回的原因，未退回。请补写。")
    form, person = form_of(filing), person_of(actor)
    for cell, said in marks.items():
        if cell not in form.cells:
            raise Refused("no-cell", f"本表没有 {cell[:60]} 这一格，未退回。请重新选择。")
        if not said.strip():
            raise Refused("no-words", f"“{form.cells[cell].label}”没有写意见，未退回。请补写，或者不标这一格。")
        CellMark.objects.create(filing=filing, cell=cell, words=said.strip()[:300], by=person, at=now)
    filing.state, filing.returned_reason = State.RETURNED, words[:400]
    filing.judged_by, filing.judged_at = acting_person(actor), now
    kept = keep(
        filing, ACT, before={"state": State.SUBMITTED}, after={"marks": dict(marks)}, reason=words, actor=actor, now=now
    )  # fmt: skip
    title = f"{span_of(filing).title}{filing.get_period_display()}被退回，请改正后重报"
    tell_unit(filing, title, now=now, text=words[:400])
    return kept
