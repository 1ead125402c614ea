"""One dispute held still for one act, and what journal and course hold of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongkai.disputes.models import Dispute, DisputeEvent
from gongkai.kit import journal
from gongkai.kit.action import Refused, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Request
from gongkai.units.models import Person
from gongkai.units.powers import HANDLE_DISPUTES

WORDS = "办理复议诉讼"
State = Dispute.State


def lock_dispute(dispute_id: int, seen: int | None, actor: Actor) -> Dispute:
    """The request, then its dispute, both held until the transaction ends, for somebody who handles disputes there.

    Raises Refused "no-dispute", "not-allowed", "changed-meanwhile" where somebody else acted on it in between.
    """
    known = Dispute.objects.filter(pk=dispute_id).values_list("request_id", flat=True).first()
    if known is None:
        raise Refused("no-dispute", "没有这件复议诉讼案件，未执行。请从复议诉讼列表重新打开。")
    request = lock_request(known)
    row = Dispute.objects.select_for_update(of=("self",)).select_related("agency", "after", "appeals", "handler")
    dispute = row.get(pk=dispute_id)
    dispute.request = request
    require(actor, HANDLE_DISPUTES, dispute.agency.code, WORDS)
    if seen is not None and seen != dispute.version:
        raise Refused("changed-meanwhile", "你打开之后，另有人办理过这件案件，未执行。请刷新，看过现在的情况再办。")
    return dispute


def stands(dispute: Dispute, *states: Dispute.State) -> None:
    """Raise Refused "not-now" unless the case is in one of those states."""
    if dispute.state not in states:
        raise Refused("not-now", f"案件现为“{dispute.get_state_display()}”，不能办理这一项，未执行。请刷新。")


def possible_day(on: date, now: datetime, earliest: date | None, words: str) -> None:
    """Raise Refused "day-wrong" for a day yet to come or before what it follows from."""
    if on > day_of(now):
        raise Refused("day-wrong", f"{words} {on.isoformat()} 晚于今天，未登记。请填写实际发生的日期。")
    if earliest is not None and on < earliest:
        raise Refused("day-wrong", f"{words} {on.isoformat()} 早于 {earliest.isoformat()}，未登记。请核对日期。")


def keep(
    dispute: Dispute, act: str, on: date, before: dict[str, Any], reason: str, *, person: Person, actor: Actor,
    now: datetime, **facts: Any,
) -> Dispute:  # fmt: skip
    """Save the case one version on, and write its course and the journal."""
    dispute.version += 1
    dispute.save()
    DisputeEvent.objects.create(
        dispute=dispute, act=act, on=on, facts=facts, reason=reason[:400], made_by=person, at=now
    )
    journal.write(
        dispute.agency.code, act=act, subject=subject_of(dispute), before=before,
        after=facts_of(dispute) | {"on": on.isoformat()}, reason=reason[:400] or "办理复议诉讼", actor=actor, now=now,
    )  # fmt: skip
    return dispute


def subject_of(dispute: Dispute) -> str:
    """How the journal names a dispute."""
    return f"dispute {dispute.pk}"


def ref_of(dispute: Dispute) -> str:
    """The ref of the clocks of a dispute."""
    return f"d{dispute.pk}"


def facts_of(dispute: Dispute) -> dict[str, Any]:
    """What the journal holds of a dispute before and after an act: nothing that tells who the applicant is."""
    days = {
        name: value.isoformat() if (value := getattr(dispute, name)) else ""
        for name in (
            "filed_on", "papers_received_on", "accepted_on", "defended_on", "decided_on", "decision_received_on",
            "orders_due_on", "orders_done_on",
        )
    }  # fmt: skip
    said = ("kind", "instance", "state", "summary", "body", "case_number", "about", "decision", "outcome")
    return {name: getattr(dispute, name) for name in said} | days | {"request": dispute.request_id}


def of_request(request: Request) -> str:
    """What stands for the request in sentences: its number, or that of its receipt."""
    return request.number or request.receipt_number
