"""Submit a record: without a complete mark no draft goes into circulation; what is sent is screened and frozen."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.records import screening_run
from gongkai.records.chains import chain_of
from gongkai.records.decide import SUBMITTABLE, Barrier, Step, content_lacks, decide_chain, decide_state
from gongkai.records.due import rules_day
from gongkai.records.locking import lock
from gongkai.records.models import Content, Record, Submission
from gongkai.records.numbering import number_lacks
from gongkai.records.writing import current, facts_of, said_of, save, tell_joint, wait_for, write_journal
from gongkai.units.acting import person_of
from gongkai.units.powers import DRAFT

ACT = "submit_record"


def submit_record(record_id: int, edition: int, note: str = "", *, actor: Actor, now: datetime) -> Record:
    """Send the record along its unit's chain. Screening comes first, outside of any lock, since files may be large.

    Raises Refused: "not-allowed", "changed-meanwhile", "wrong-state", the first thing the content lacks (mark, date,
    text, kind), "chain-…", and "screening-…" or "cleaning-…" naming the attachment.
    """
    if not isinstance(actor, Actor):
        raise Refused("no-actor", "没有写明由谁办理，未提交。请登录后由有权限的人员办理。")
    looked = _look(record_id, edition, actor=actor, now=now)
    return _submit(record_id, edition, note, looked, actor=actor, now=now)


def _look(record_id: int, edition: int, *, actor: Actor, now: datetime) -> screening_run.Look:
    record = Record.objects.select_related("agency", "content").filter(pk=record_id).first()
    if record is None:
        raise Refused("no-record", "没有这条信息，或者已经清除。请从列表重新打开。")
    require(actor, DRAFT, record.agency.code, "提交审核")
    _ready(record, current(record), now)
    try:
        return screening_run.look(record, said_of(current(record)), now)
    except LawError as error:
        raise Refused(error.code, error.sentence) from error


@action
def _submit(
    record_id: int, edition: int, note: str, looked: screening_run.Look, *, actor: Actor, now: datetime
) -> Record:
    record = lock(record_id, edition)
    require(actor, DRAFT, record.agency.code, "提交审核")
    content = current(record)
    steps = _ready(record, content, now)
    person = person_of(actor)
    before = facts_of(record)
    screening_run.write(looked, content, now)
    last = record.submissions.aggregate(last=Max("round"))["last"] or 0
    Submission.objects.create(
        record=record,
        content=content,
        round=last + 1,
        steps=[step.to_json() for step in steps],
        submitter=person,
        at=now,
        note=note.strip(),
    )
    record.state = Record.State.IN_REVIEW
    wait_for(record, steps[0].step, steps[0].duty, now)
    save(record, now)
    tell_joint(record, "submitted", now)
    write_journal(record, ACT, before, note.strip(), actor, now, round=last + 1, findings=len(looked.spots))
    return record


def _ready(record: Record, content: Content, now: datetime) -> tuple[Step, ...]:
    """The chain this content will go along. Raises Refused with the first thing in the way."""
    barrier = decide_state(record.state, record.get_state_display(), SUBMITTABLE, "提交审核")
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    said, on = said_of(content), rules_day(now)
    try:
        if lacks := content_lacks(said, on) + number_lacks(record, said, now):
            raise Refused(lacks[0].code, lacks[0].sentence)
        steps = decide_chain(chain_of(record.agency), said, on)
    except LawError as error:
        raise Refused(error.code, error.sentence) from error
    if isinstance(steps, Barrier):
        raise Refused(steps.code, steps.sentence)
    return steps
