"""Take back a fee that was worked out and not noticed yet."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests.allowing import handles
from gongkai.requests.fee_acting import held, note, said, touched
from gongkai.requests.models import Quote

ACT = "cancel_quote"


@action
def cancel_quote(request_id: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Quote:
    """The office decides not to charge before anything was noticed. Raises Refused "no-request", "changed-meanwhile",
    "no-fee", "not-allowed", "no-reason"."""
    request, quote = held(request_id, seen, (Quote.State.QUOTED, Quote.State.FREE))
    handles(actor, request.agency.code, "撤销信息处理费的计算")
    if not reason.strip():
        raise Refused("no-reason", "撤销计算须写明原因，未执行。请补写。")
    before = said(quote)
    quote.state, quote.reason = Quote.State.CANCELLED, reason.strip()[:400]
    quote.save(update_fields=["state", "reason"])
    touched(request)
    note(request, ACT, before, said(quote), quote.reason, actor, now)
    return quote
