"""Pass the step of a report's review that is due; the last one signs it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.statistics.compiling import compose
from gongkai.statistics.compiling_acting import (
    State,
    facts_for_verdict,
    lock,
    said_of,
    subject_of,
    told,
    write_verdict,
)
from gongkai.statistics.decide_compiling import passing_barrier, steps_left
from gongkai.statistics.models import Compilation, CompilationReview
from gongkai.units.acting import person_of

ACT = "pass_compilation"


@action
def pass_compilation(compilation_id: int, words: str = "", *, seen: str, actor: Actor, now: datetime) -> Compilation:
    """Pass what was submitted, which the person had before him and which is still what the rows say.

    Raises Refused "no-compilation", "not-in-review", "not-allowed", "own-report", "content-changed",
    "changed-meanwhile".
    """
    row = lock(compilation_id, actor)
    person = person_of(actor)
    barrier = passing_barrier(facts_for_verdict(row, compose(row).hash, seen, actor, person))
    if barrier is not None:
        raise barrier
    before, step = said_of(row), steps_left(row.chain, row.position)
    write_verdict(row, person, CompilationReview.Verdict.PASSED, words, now)
    row.position += 1
    if row.position == len(row.chain):
        row.state = State.SIGNED
        told(row, "已签发", "年度报告已经签发，可以印发。", now)
    row.save(update_fields=["position", "state"])
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before, after=said_of(row),
        reason=words.strip()[:200] or step["label"], actor=actor, now=now,
    )  # fmt: skip
    return row
