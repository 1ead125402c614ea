"""Say that what the probe found is no fault, or take that back."""

from __future__ import annotations

from datetime import datetime

from gongkai.inspection.models import ProbeFinding
from gongkai.inspection.sight import NOT_THERE, overseen
from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.units.powers import INSPECT

State = ProbeFinding.State
CHAIN = "site"
LONGEST = 300


@action
def dismiss_finding(finding_id: int, reason: str, *, actor: Actor, now: datetime) -> ProbeFinding:
    """An open one is no fault from now on, for this reason. Raises Refused "no-finding", "not-allowed",
    "finding-state", "no-reason", "reason-long"."""
    row = _held(finding_id, actor, now)
    if row.state != State.OPEN:
        raise Refused("finding-state", f"这个问题现为“{row.get_state_display()}”，未改动。请刷新后再看。")
    if not reason.strip():
        raise Refused("no-reason", "没有写理由，未认定。请写明为什么不是问题。")
    if len(reason.strip()) > LONGEST:
        raise Refused("reason-long", f"理由超过 {LONGEST} 字，未认定。请缩短。")
    row.state, row.reason, row.decided_by, row.decided_at = State.DISMISSED, reason.strip(), actor.id, now
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _note(row, "dismiss_finding", State.OPEN, reason.strip(), actor, now)
    return row


@action
def reopen_finding(finding_id: int, reason: str, *, actor: Actor, now: datetime) -> ProbeFinding:
    """One that was said to be none is open again. Raises Refused as above."""
    row = _held(finding_id, actor, now)
    if row.state != State.DISMISSED:
        raise Refused("finding-state", f"这个问题现为“{row.get_state_display()}”，未改动。请刷新后再看。")
    if not reason.strip():
        raise Refused("no-reason", "没有写理由，未改动。请写明为什么仍是问题。")
    row.state, row.reason, row.decided_by, row.decided_at = State.OPEN, "", "", None
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _note(row, "reopen_finding", State.DISMISSED, reason.strip(), actor, now)
    return row


def _held(finding_id: int, actor: Actor, now: datetime) -> ProbeFinding:
    row = ProbeFinding.objects.select_for_update().filter(pk=finding_id).first()
    over = overseen(actor, INSPECT, day_of(now))
    if row is None:
        raise Refused("no-finding", NOT_THERE)
    if not over or (row.agency_code and row.agency_code not in over):
        raise Refused("not-allowed", "认定巡检发现的问题由公开工作机构或者监察人员办理。你没有这项职责，未改动。")
    return row


def _note(row: ProbeFinding, act: str, before: str, reason: str, actor: Actor, now: datetime) -> None:
    after = {"state": str(row.state), "kind": row.kind, "address": row.address}
    journal.write(
        row.agency_code or CHAIN, act=act, subject=f"finding {row.pk}", before={"state": str(before)}, after=after,
        reason=reason, actor=actor, now=now,
    )  # fmt: skip
