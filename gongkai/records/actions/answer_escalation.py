"""Enter what the authority determined: it may be disclosed and the step goes on, or it may not and goes back."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.actions.return_record import send_back
from gongkai.records.due import rules_day
from gongkai.records.locking import lock
from gongkai.records.models import Escalation, Record, Review, Submission
from gongkai.records.stepping import authors, open_submission, write_review
from gongkai.records.writing import facts_of, save, write_journal
from gongkai.units.acting import person_of
from gongkai.units.powers import ANSWER_ESCALATION

ACT = "answer_escalation"


@action
def answer_escalation(
    record_id: int,
    answer: str,
    answer_paper: str,
    answer_text: str,
    answered_on: date,
    *,
    actor: Actor,
    now: datetime,
) -> Record:
    """Enter the answer with its paper. "may": the step that asked goes on; "may_not": returned for that reason.

    Raises Refused: "not-allowed", "no-escalation", "answer-unknown", "answer-empty", "answer-day", "own-submission".
    """
    record = lock(record_id)
    require(actor, ANSWER_ESCALATION, record.agency.code, "登记上级答复")
    person = person_of(actor)
    asked = Escalation.objects.filter(record=record, answer="").first()
    if asked is None or record.state != Record.State.ESCALATED:
        raise Refused("no-escalation", "该信息没有等待答复的报请，未登记。请刷新后查看。")
    if answer not in Escalation.Answer.values:
        raise Refused("answer-unknown", "须选定可以公开或者不得公开，未登记。")
    if not answer_text.strip():
        raise Refused("answer-empty", "须写明答复的内容，未登记。")
    if not rules_day(asked.at) <= answered_on <= rules_day(now):
        raise Refused("answer-day", f"答复日期须在报请之日 {rules_day(asked.at)} 与今天之间，请核对。")
    submission = open_submission(record)
    if person.pk == submission.submitter_id or person.pk in authors(record):
        raise Refused("own-submission", "本人起草或者送审的信息，上级答复须由他人登记，未执行。")
    before = facts_of(record)
    asked.answer, asked.answer_paper, asked.answer_text = answer, answer_paper.strip(), answer_text.strip()
    asked.answered_on, asked.recorded_by, asked.recorded_at = answered_on, person, now
    asked.save()
    if answer == Escalation.Answer.MAY:
        record.state = Record.State.IN_REVIEW
        save(record, now)
    else:
        reason = f"{asked.asked_of}答复不得公开：{asked.answer_text}"
        write_review(submission, asked.content, person, Review.Verdict.RETURNED, reason, now)
        submission.state = Submission.State.RETURNED
        submission.save(update_fields=["state"])
        send_back(record, reason, now)
    write_journal(record, ACT, before, asked.answer_text, actor, now, answer=answer, paper=asked.answer_paper)
    return record
