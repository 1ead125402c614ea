"""One request held still for one act, and how the journal names it."""

from __future__ import annotations

from typing import Any

from gongkai.kit.action import Refused
from gongkai.requests.changed import last_change
from gongkai.requests.models import Request


def lock_request(request_id: int, seen: int | None = None) -> Request:
    """The request, held until the transaction ends. `seen` is the version the person had before him.

    Raises Refused "no-request", or "changed-meanwhile" where somebody else acted on it in between.
    """
    rows = Request.objects.select_for_update(of=("self",)).select_related("agency", "handler")
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise Refused("no-request", "没有这件申请，未执行。请从申请列表重新打开。")
    if seen is not None and seen != request.version:
        said = last_change(request) or "另有人办理过这件申请。"
        raise Refused("changed-meanwhile", f"你打开之后，{said}这次没有执行。请刷新，看过现在的情况再办。")
    return request


def subject_of(request: Request) -> str:
    """How the journal names a request."""
    return f"request {request.pk}"


def facts_of(request: Request) -> dict[str, Any]:
    """What the journal holds of a request before and after an act: nothing that tells who the applicant is."""
    return {
        "number": request.number, "receipt": request.receipt_number, "state": request.state,
        "received_on": _day(request.received_on), "due_on": _day(request.due_on), "clock": request.clock_state,
        "handler": request.handler.login if request.handler else "", "section": request.section,
        "decision": request.decision, "leaf": request.leaf, "closed_on": _day(request.closed_on),
    }  # fmt: skip


def _day(value: Any) -> str:
    return value.isoformat() if value is not None else ""
