"""Take a waiting record in hand, so that colleagues of the same duty see who has it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.records.decide_review import decide_person
from gongkai.records.locking import lock
from gongkai.records.models import Record
from gongkai.records.stepping import excluding, facts_for, open_submission, refuse
from gongkai.records.writing import current, facts_of, save, write_journal
from gongkai.units.acting import person_of

ACT = "take_record"


@action
def take_record(record_id: int, *, actor: Actor, now: datetime) -> Record:
    """Make the actor the handler of the step that is due; taking one's own again changes nothing.

    Raises Refused: "taken" naming who has it, "not-allowed", "own-submission", "own-content", "not-in-review".
    """
    record = lock(record_id)
    person, submission = person_of(actor), open_submission(record)
    facts = facts_for(record, submission, current(record).hash, actor, person, now)
    refuse(decide_person(facts, excluding(now)))
    if record.handler_id == person.pk:
        return record
    before = facts_of(record)
    record.handler = person
    save(record, now)
    write_journal(record, ACT, before, "接办", actor, now, handler=person.login)
    return record
