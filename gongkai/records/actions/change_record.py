"""Change what a record states: a new version with a new hash. Every approval of the former is gone."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide import CHANGEABLE, decide_state
from gongkai.records.locking import lock, person_behind
from gongkai.records.models import Record, Submission
from gongkai.records.said import Said
from gongkai.records.writing import (
    add_content,
    admit,
    current,
    end_submission,
    facts_of,
    join,
    save,
    void_orders,
    wait_for,
    write_journal,
)
from gongkai.units.models import Person
from gongkai.units.powers import DRAFT

ACT = "change_record"


@action
def change_record(
    record_id: int,
    edition: int,
    said: Said,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
    drafter: Person | None = None,
) -> Record:
    """Put `said` in place of what the record states; it is a draft again, and what is under way falls.

    The public page of a published record stays as it is until the revision is published. Saying the same again changes
    nothing. `drafter` is who wrote it where the actor is no person. Raises Refused: "not-allowed",
    "changed-meanwhile", "wrong-state", and those of the content.
    """
    record = lock(record_id, edition)
    require(actor, DRAFT, record.agency.code, "修改信息")
    barrier = decide_state(record.state, record.get_state_display(), CHANGEABLE, "修改")
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    kept = admit(said, record.agency, now)
    if kept.hash() == current(record).hash:
        return record
    before = facts_of(record)
    end_submission(record, Submission.State.VOID)
    fallen = void_orders(record, now)
    person = person_behind(actor) or drafter
    add_content(record, kept, person, now)
    record.state, record.next_review_on = Record.State.DRAFT, None
    wait_for(record, "", "", now)
    record.handler = person
    record.drafter = record.drafter or person
    save(record, now)
    join(record, kept.joint)
    write_journal(record, ACT, before, reason or "修改内容", actor, now, orders_cancelled=fallen)
    return record
