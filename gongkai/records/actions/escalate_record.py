"""Ask the competent department or the secrecy authority whether it may be disclosed (《条例》第十七条第三款)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import action
from gongkai.kit.who import Actor
from gongkai.records.decide_review import decide_escalating
from gongkai.records.locking import lock
from gongkai.records.models import Escalation, Record, Review
from gongkai.records.stepping import excluding, facts_for, open_submission, refuse, write_review
from gongkai.records.writing import current, facts_of, save, write_journal
from gongkai.units.acting import person_of

ACT = "escalate_record"


@action
def escalate_record(
    record_id: int, edition: int, content_hash: str, asked_of: str, question: str, *, actor: Actor, now: datetime
) -> Escalation:
    """Halt the step that is due and put the question. The time spent waiting counts (docs/decisions D-132).

    Raises Refused: "no-question", "changed-meanwhile", and those of a verdict.
    """
    record = lock(record_id, edition)
    person, submission = person_of(actor), open_submission(record)
    facts = facts_for(record, submission, content_hash, actor, person, now)
    refuse(decide_escalating(facts, asked_of, question, excluding(now)))
    before = facts_of(record)
    content = current(record)
    write_review(submission, content, person, Review.Verdict.ESCALATED, question, now)
    made = Escalation.objects.create(
        record=record, content=content, asked_of=asked_of.strip(), question=question.strip(), person=person, at=now
    )
    record.state = Record.State.ESCALATED
    record.handler = person
    save(record, now)
    write_journal(record, ACT, before, question.strip(), actor, now, asked_of=asked_of.strip())
    return made
