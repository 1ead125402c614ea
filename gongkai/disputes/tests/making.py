"""Disputes for tests, made through the real actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.disputes.actions.accept_dispute import accept_dispute
from gongkai.disputes.actions.decide_dispute import Ruling, decide_dispute
from gongkai.disputes.actions.open_dispute import Filing, open_dispute
from gongkai.disputes.actions.receive_decision import receive_decision
from gongkai.disputes.actions.receive_papers import receive_papers
from gongkai.disputes.models import Dispute
from gongkai.requests.models import Request
from gongkai.requests.tests.making import RECEIVED, a_request, at, by
from gongkai.requests.tests.papering import decided, issued, served

REPLIED = date(2026, 3, 6)
FILED, PAPERS, ACCEPTED = date(2026, 4, 1), date(2026, 4, 8), date(2026, 4, 3)
DECIDED, ARRIVED = date(2026, 5, 20), date(2026, 5, 22)
REFUSAL: dict[str, Any] = {
    "decision": "refuse", "ground": "internal_affairs", "reason": "涉及干部人事安排",
    "facts": {"document": "《2025年度中层干部调整方案》", "kind": "人事管理"},
}  # fmt: skip


def who(dispute: Dispute | Request, on: date, duty: str = "clerk", hour: int = 17) -> dict[str, Any]:
    """Actor and moment of an act by that duty on that day."""
    return {"actor": by(dispute.agency, duty, on), "now": at(on, hour)}


def a_replied(refuse: bool = False, **more: Any) -> Request:
    """A request answered and served on REPLIED, released unless refused."""
    request = decided(a_request(**more), RECEIVED, **(REFUSAL if refuse else {}))
    served(issued(request, "reply", None, REPLIED), REPLIED)
    request.refresh_from_db()
    return request


def filed(request: Request, kind: str = "reconsideration", on: date = FILED, **more: Any) -> Dispute:
    """A case against the reply."""
    said: dict[str, Any] = {"kind": kind, "body": "泉州市泉港区人民政府", "about": "reply", "filed_on": on} | more
    return open_dispute(request.pk, Filing(**said), **who(request, on))


def accepted(request: Request, kind: str = "reconsideration", **more: Any) -> Dispute:
    """A case whose papers came and that was accepted."""
    summary = more.pop("summary", False)
    dispute = filed(request, kind, **more)
    receive_papers(dispute.pk, PAPERS, summary=summary, **who(dispute, PAPERS))
    return accept_dispute(dispute.pk, ACCEPTED, "泉港政行复〔2026〕7号", summary=summary, **who(dispute, PAPERS))


def ruled(dispute: Dispute, decision: str, on: date = DECIDED, **more: Any) -> Dispute:
    """The case decided on that day and received two days later."""
    ruling = Ruling(decision, "泉港政行复决〔2026〕7号", **more)
    decide_dispute(dispute.pk, on, ruling, **who(dispute, on))
    arrived = date.fromordinal(on.toordinal() + 2)
    return receive_decision(dispute.pk, arrived, **who(dispute, arrived))
