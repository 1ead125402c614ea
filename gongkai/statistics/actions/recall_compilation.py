"""Take a report back from review, or after it was signed, to change it or because a figure moved."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.statistics.compiling_acting import State, lock, said_of, subject_of
from gongkai.statistics.decide_compiling import TAKEN_BACK
from gongkai.statistics.models import Compilation
from gongkai.units.acting import person_of
from gongkai.units.powers import COMPILE_REPORT

ACT = "recall_compilation"


@action
def recall_compilation(compilation_id: int, *, actor: Actor, now: datetime) -> Compilation:
    """A draft again; verdicts stay as history and bind nothing. Raises Refused "no-compilation", "not-allowed",
    "nothing-to-recall"."""
    row = lock(compilation_id, actor)
    require(actor, COMPILE_REPORT, row.agency.code, "收回年度报告")
    person_of(actor)
    if row.state not in TAKEN_BACK:
        raise Refused("nothing-to-recall", "报告不在审核中，也没有签发待印发，没有可以收回的，未执行。")
    before = said_of(row)
    row.state, row.position, row.signed_hash = State.DRAFT, 0, ""
    row.save(update_fields=["state", "position", "signed_hash"])
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before, after=said_of(row), reason="收回修改",
        actor=actor, now=now,
    )  # fmt: skip
    return row
