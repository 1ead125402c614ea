"""Return a record to its drafter, with a reason: a reviewer at his step, or the publisher before it is public."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.decide_review import decide_returning
from gongkai.records.locking import lock
from gongkai.records.models import Record, Review, Submission
from gongkai.records.stepping import excluding, facts_for, open_submission, refuse, write_review
from gongkai.records.writing import current, facts_of, save, tell_joint, void_orders, wait_for, write_journal
from gongkai.units.acting import person_of
from gongkai.units.models import Person
from gongkai.units.notices import tell
from gongkai.units.powers import PUBLISH

ACT = "return_record"
PUBLISHING, PUBLISHER = "publishing", "publisher"


@action
def return_record(
    record_id: int, edition: int, content_hash: str, reason: str, *, actor: Actor, now: datetime
) -> Record:
    """Send the record back. Raises Refused: "no-reason", "changed-meanwhile", and those of a verdict."""
    record = lock(record_id, edition)
    person = person_of(actor)
    before = facts_of(record)
    if record.state == Record.State.APPROVED:
        submission = _signed(record, content_hash, reason, actor)
        _judge(submission, record, person, reason, now, step=PUBLISHING, duty=PUBLISHER)
    else:
        submission = open_submission(record)
        refuse(
            decide_returning(facts_for(record, submission, content_hash, actor, person, now), reason, excluding(now))
        )
        _judge(submission, record, person, reason, now)
    fallen = send_back(record, reason.strip(), now)
    write_journal(record, ACT, before, reason.strip(), actor, now, round=submission.round, orders_cancelled=fallen)
    return record


def send_back(record: Record, reason: str, now: datetime) -> int:
    """Put the record into its drafter's hands as returned and tell him, into nobody's where he has left.

    Gives how many orders fell. For this action and for the answer of an authority that it may not be disclosed.
    """
    fallen = void_orders(record, now)
    record.approved = None
    record.state = Record.State.RETURNED
    wait_for(record, "", "", now)
    record.handler = record.drafter if record.drafter is not None and record.drafter.is_active else None
    save(record, now)
    tell_joint(record, "returned", now)
    if record.handler is not None:
        tell(record.handler, f"退回：{record.title}", text=reason, now=now)
    return fallen


def _signed(record: Record, content_hash: str, reason: str, actor: Actor) -> Submission:
    require(actor, PUBLISH, record.agency.code, "退回已签发的信息")
    if not reason.strip():
        raise Refused("no-reason", "退回须写明原因，未退回。原因会给经办人看。")
    if content_hash != current(record).hash:
        raise Refused("changed-meanwhile", "内容在审阅期间有改动，未执行。请刷新后重新审阅现在的内容。")
    passed = Submission.objects.filter(record=record, state=Submission.State.PASSED).order_by("-round").first()
    if passed is None:
        raise Refused("not-in-review", "没有签发这份内容的审核，未退回。请联系系统管理员核对数据。")
    return passed


def _judge(
    submission: Submission,
    record: Record,
    person: Person,
    reason: str,
    now: datetime,
    *,
    step: str = "",
    duty: str = "",
) -> None:
    own = {submission.submitter_id, current(record).made_by_id}
    if person.pk in own:
        raise Refused("own-submission", "本人送审或者起草的信息不能由本人退回。需要改动的，请收回或者直接修改。")
    write_review(submission, current(record), person, Review.Verdict.RETURNED, reason, now, step=step, duty=duty)
    submission.state = Submission.State.RETURNED
    submission.save(update_fields=["state"])
