"""Give back what was paid, by the collecting unit."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.fee_acting import held, let, note, said, touched
from gongkai.requests.models import Quote

ACT = "refund_fee"
DECIDES = "waive_fee"


@action
def refund_fee(
    request_id: int, on: date, yuan: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Quote:
    """Whole or in part. Decided by who may waive the fee. Raises Refused "no-request", "changed-meanwhile", "no-fee",
    "not-allowed", "no-reason", "refund-amount", "refund-day"."""
    request, quote = held(request_id, seen, (Quote.State.PAID,))
    let(actor, request, DECIDES)
    if not reason.strip():
        raise Refused("no-reason", "退还信息处理费须写明原因，未登记。请补写。")
    if not 1 <= yuan <= quote.yuan:
        raise Refused("refund-amount", f"退还的金额应在 1 元至已缴的 {quote.yuan} 元之间，未登记。请核对。")
    if quote.paid_on is None or not quote.paid_on <= on <= day_of(now):
        raise Refused("refund-day", "退还日期早于缴费日期或者还没有到，未登记。请核对日期。")
    before = said(quote)
    quote.state, quote.refunded_on, quote.refunded_yuan = Quote.State.REFUNDED, on, yuan
    quote.reason = reason.strip()[:400]
    quote.save(update_fields=["state", "refunded_on", "refunded_yuan", "reason"])
    touched(request)
    note(request, ACT, before, said(quote), quote.reason, actor, now)
    return quote
