"""Say of one place that was pointed at whether it must be mended or may stand, and why."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.records.decide_review import decide_person, examining
from gongkai.records.locking import lock
from gongkai.records.models import Finding
from gongkai.records.stepping import excluding, facts_for, open_submission, refuse
from gongkai.records.writing import current, facts_of, write_journal
from gongkai.units.acting import person_of

ACT = "handle_finding"


@action
def handle_finding(finding_id: int, state: str, reason: str = "", *, actor: Actor, now: datetime) -> Finding:
    """Set the finding accepted, dismissed (with a reason) or open again. Only at the step that examines them.

    The journal names kind and place, never the words found. Raises Refused: "no-finding", "finding-state", "no-reason",
    "not-the-examining-step", and those of a verdict.
    """
    finding = Finding.objects.select_related("content").filter(pk=finding_id).first()
    if finding is None:
        raise Refused("no-finding", "没有这一处发现项，请刷新后查看。")
    record = lock(finding.content.record_id)
    finding.refresh_from_db(fields=["state", "reason"])
    if finding.content_id != current(record).pk:
        raise Refused("changed-meanwhile", "内容已有改动，这一处发现项属于以前的版本，未执行。请刷新后查看。")
    if state not in Finding.State.values:
        raise Refused("finding-state", "须选定须修改、可以保留或者重新待处理，未执行。")
    if state == Finding.State.DISMISSED and not reason.strip():
        raise Refused("no-reason", f"第 {finding.number} 处选定可以保留，须写明理由，未执行。")
    person, submission = person_of(actor), open_submission(record)
    facts = facts_for(record, submission, current(record).hash, actor, person, now)
    refuse(decide_person(facts, excluding(now)))
    if facts.position != examining(facts.steps):
        raise Refused("not-the-examining-step", "发现项由承担保密审查的一步逐处处理，现在不在这一步，未执行。")
    was = str(finding.state)
    finding.state, finding.reason = state, reason.strip()
    still_open = state == Finding.State.OPEN
    finding.person, finding.at = (None, None) if still_open else (person, now)
    finding.save(update_fields=["state", "reason", "person", "at"])
    kept = {"number": finding.number, "kind": finding.kind, "place": finding.place}
    write_journal(record, ACT, facts_of(record) | {"was": was}, finding.reason, actor, now, finding=kept, verdict=state)
    return finding
