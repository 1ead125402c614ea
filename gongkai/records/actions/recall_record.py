"""Recall a submitted record before it is signed."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide import RECALLABLE, decide_state
from gongkai.records.locking import lock
from gongkai.records.models import Record, Submission
from gongkai.records.stepping import open_submission, refuse
from gongkai.records.writing import facts_of, save, tell_joint, wait_for, write_journal
from gongkai.units.acting import person_of
from gongkai.units.powers import DRAFT

ACT = "recall_record"


@action
def recall_record(record_id: int, edition: int, reason: str, *, actor: Actor, now: datetime) -> Record:
    """Take the record back as a draft. The submitter may, and whoever drafts for the unit once the submitter has left.

    Raises Refused: "not-allowed", "changed-meanwhile", "wrong-state", "no-reason", "not-the-submitter".
    """
    record = lock(record_id, edition)
    require(actor, DRAFT, record.agency.code, "收回信息")
    refuse(decide_state(record.state, record.get_state_display(), RECALLABLE, "收回"))
    if not reason.strip():
        raise Refused("no-reason", "收回须写明原因，未收回。原因会给审核人员看。")
    person, submission = person_of(actor), open_submission(record)
    if person.pk != submission.submitter_id and submission.submitter.is_active:
        raise Refused("not-the-submitter", f"该信息由{submission.submitter.name}送审，未收回。请由其本人收回。")
    before = facts_of(record)
    submission.state = Submission.State.RECALLED
    submission.save(update_fields=["state"])
    record.state = Record.State.DRAFT
    wait_for(record, "", "", now)
    record.handler = person
    save(record, now)
    tell_joint(record, "recalled", now)
    write_journal(record, ACT, before, reason.strip(), actor, now, round=submission.round)
    return record
