"""Pass the step of the chain that is due; the last one signs the record."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.records.decide import Barrier
from gongkai.records.decide_review import APPROVED, REGISTRATION, Onward, decide_passing
from gongkai.records.locking import lock
from gongkai.records.models import Record, Review, Submission
from gongkai.records.stepping import excluding, facts_for, open_submission, write_review
from gongkai.records.writing import current, facts_of, review_due, said_of, save, tell_joint, wait_for, write_journal
from gongkai.units.acting import person_of

ACT = "pass_step"
PUBLISHER = "publisher"


@action
def pass_step(
    record_id: int, edition: int, content_hash: str, reason: str = "", *, actor: Actor, now: datetime
) -> Record:
    """Pass the step that is due, on the content whose hash the person had before him.

    After the last step a record marked for publication is approved and waits for the publisher; any other is registered
    in the ledger, with the day on which it is looked at again (《条例》第十八条). Raises Refused: "changed-meanwhile",
    "not-in-review", "not-allowed", "own-submission", "own-content", "taken", "duties-excluded", "findings-open",
    "findings-accepted", "not-screened", "step-skipped".
    """
    record = lock(record_id, edition)
    person = person_of(actor)
    submission = open_submission(record)
    verdict = decide_passing(facts_for(record, submission, content_hash, actor, person, now), excluding(now))
    if isinstance(verdict, Barrier):
        raise Refused(verdict.code, verdict.sentence)
    before = facts_of(record)
    step = record.waiting_step
    write_review(submission, current(record), person, Review.Verdict.PASSED, reason, now)
    submission.position = verdict.position
    if verdict.signed:
        submission.state = Submission.State.PASSED
    submission.save(update_fields=["position", "state"])
    _stand(record, verdict, now)
    save(record, now)
    if verdict.signed:
        tell_joint(record, record.state, now)
    write_journal(record, ACT, before, reason.strip(), actor, now, passed=step, round=submission.round)
    return record


def _stand(record: Record, verdict: Onward, now: datetime) -> None:
    """Where the record stands after the step; handed over once it reaches the disclosure office or the publisher."""
    record.state = verdict.state
    if verdict.step is not None:
        wait_for(record, verdict.step.step, verdict.step.duty, now)
        arrived = verdict.step.step == REGISTRATION
    else:
        record.approved = record.content
        arrived = True
        if verdict.state == APPROVED:
            wait_for(record, "", PUBLISHER, now)
        else:
            wait_for(record, "", "", now)
            record.next_review_on = review_due(said_of(current(record)), now)
    if arrived and record.handed_over_at is None:
        record.handed_over_at = now
