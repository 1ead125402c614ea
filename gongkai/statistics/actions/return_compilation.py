"""Return a report to who submitted it, with words."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.statistics.compiling_acting import (
    State,
    facts_for_verdict,
    lock,
    said_of,
    subject_of,
    told,
    write_verdict,
)
from gongkai.statistics.decide_compiling import judging_barrier
from gongkai.statistics.models import Compilation, CompilationReview
from gongkai.units.acting import person_of

ACT = "return_compilation"


@action
def return_compilation(compilation_id: int, words: str, *, actor: Actor, now: datetime) -> Compilation:
    """Send it back. Raises Refused "no-compilation", "no-words", "not-in-review", "not-allowed", "own-report"."""
    row = lock(compilation_id, actor)
    person = person_of(actor)
    if not words.strip():
        raise Refused("no-words", "退回须写明意见，未退回。意见会给编写人看。")
    barrier = judging_barrier(facts_for_verdict(row, "", "", actor, person))
    if barrier is not None:
        raise barrier
    before = said_of(row)
    write_verdict(row, person, CompilationReview.Verdict.RETURNED, words, now)
    row.state, row.position, row.signed_hash = State.RETURNED, 0, ""
    row.save(update_fields=["state", "position", "signed_hash"])
    told(row, "退回修改", words.strip(), now)
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before, after=said_of(row),
        reason=words.strip()[:200], actor=actor, now=now,
    )  # fmt: skip
    return row
