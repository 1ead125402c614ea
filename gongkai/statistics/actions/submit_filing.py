"""Send a filing to its receiver, once it holds (《条例》第四十九条第一款)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.checks import Finding, plain
from gongkai.statistics.decide_filing import decide_sending
from gongkai.statistics.filing_locking import State, acting_person, keep, lock_filing, may_edit, tell_receiver
from gongkai.statistics.filing_values import cells_of, form_of, judged, span_of
from gongkai.statistics.models import CellMark, Filing

ACT = "submit_filing"
ROLLED = "sum-"


@action
def submit_filing(
    filing_id: int, seen: int | None = None, answers: Mapping[int, str] | None = None, *, actor: Actor, now: datetime
) -> Filing:
    """Check and send. A mark of the receiver is answered by a changed figure or by words in `answers` (mark id).

    Raises Refused "not-allowed", "not-now", "changed-meanwhile", "blank-cells", "has-errors", "not-explained",
    "mark-unanswered".
    """
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    found = judged(filing)
    barrier = decide_sending(form_of(filing), found)
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    _answer_marks(filing, answers or {}, actor, now)
    before = {"state": filing.state}
    filing.state = State.SUBMITTED
    filing.submitted_by, filing.submitted_at = acting_person(actor), now
    filing.judged_by = filing.judged_at = None
    filing.returned_reason = ""
    own = [one for one in filing.findings if str(one["code"]).startswith(ROLLED)]
    filing.findings = [*(as_json(one) for one in found.findings), *own]
    kept = keep(
        filing, ACT, before=before, after={"findings": len(filing.findings)}, reason="报送", actor=actor, now=now
    )  # fmt: skip
    title = f"{filing.agency.short}报送了{span_of(filing).title}{filing.get_period_display()}"
    tell_receiver(filing, title, now=now, text="请核对后通过或者退回。")
    return kept


def as_json(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept with the filing."""
    return {
        "code": finding.code, "level": finding.level, "cells": list(finding.cells), "sentence": finding.sentence,
        "advice": finding.advice, "cite": finding.cite, "relation": finding.relation,
    }  # fmt: skip


def _answer_marks(filing: Filing, answers: Mapping[int, str], actor: Actor, now: datetime) -> None:
    marks = list(filing.marks.filter(answered_at=None).order_by("id"))
    if not marks:
        return
    cells, form, person = cells_of(filing), form_of(filing), acting_person(actor)
    for mark in marks:
        row = cells.get(mark.cell)
        words = answers.get(mark.pk, "").strip()
        if not words and row is not None and row.at > mark.at:
            words = f"已改为 {plain(row.value.normalize())}"
        if not words:
            label = form.cells[mark.cell].label
            raise Refused("mark-unanswered", f"“{label}”的退回意见还没有答复，没有报送。请改正，或者写明理由。")
        CellMark.objects.filter(pk=mark.pk).update(answer=words[:300], answered_by=person, answered_at=now)
