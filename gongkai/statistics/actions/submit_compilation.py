"""Send a report for review: from here on its content is bound, text and figures alike."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.report_chain import report_chain
from gongkai.statistics.compiling import compose, settled
from gongkai.statistics.compiling_acting import State, lock, said_of, subject_of
from gongkai.statistics.compiling_checks import check_text
from gongkai.statistics.decide_compiling import submitting_barrier
from gongkai.statistics.models import Compilation
from gongkai.units.acting import person_of
from gongkai.units.powers import COMPILE_REPORT

ACT = "submit_compilation"


@action
def submit_compilation(compilation_id: int, *, seen: str, actor: Actor, now: datetime) -> Compilation:
    """Bind what the person had before him (`seen`, the hash) and hand it to the first rank.

    Raises Refused "no-compilation", "not-allowed", "not-a-draft", "filing-open", "text-not-ready", "changed-meanwhile".
    """
    row = lock(compilation_id, actor)
    require(actor, COMPILE_REPORT, row.agency.code, "报送审核年度报告")
    person, on, composed = person_of(actor), day_of(now), compose(row)
    blocking = check_text(composed, on).blocking
    barrier = submitting_barrier(row.state, settled(row.filing), blocking, seen, composed.hash)
    if barrier is not None:
        raise barrier
    before = said_of(row)
    row.chain = [{"duty": step.duty, "label": step.label} for step in report_chain(on)]
    row.position, row.state, row.signed_hash = 0, State.IN_REVIEW, composed.hash
    row.submitted_by, row.submitted_at = person, now
    row.save(update_fields=["chain", "position", "state", "signed_hash", "submitted_by", "submitted_at"])
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before, after=said_of(row), reason="年度报告送审",
        actor=actor, now=now,
    )  # fmt: skip
    return row
