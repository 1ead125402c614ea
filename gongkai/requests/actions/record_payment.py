"""The applicant paid the fee: the request goes on, and its period is counted anew (办法第六条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.requests import clocks
from gongkai.requests.fee_acting import held, note, said
from gongkai.requests.locking import facts_of
from gongkai.requests.models import Quote, Request
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "record_payment"
PERIOD = "fee_payment"


@action
def record_payment(
    request_id: int, paid_on: date, yuan: int, receipt: str, *, seen: int | None = None, actor: Actor, now: datetime
) -> Quote:
    """`receipt` is the number of the fiscal receipt. The whole amount on time, or nothing is recorded.

    Raises Refused "no-request", "changed-meanwhile", "no-fee", "not-allowed", "not-now", "partial-payment",
    "no-receipt", "receipt-used", "paid-before-notice", "paid-late", "day-ahead".
    """
    request, quote = held(request_id, seen, (Quote.State.NOTICED,))
    before = facts_of(request) | said(quote)
    _payable(request, quote, paid_on, yuan, receipt)
    person = person_of(actor)
    step(request, Doing("record_payment", paid_on), actor=actor, person=person, now=now)
    quote.state, quote.paid_on, quote.receipt = Quote.State.PAID, paid_on, receipt.strip()[:60]
    quote.save(update_fields=["state", "paid_on", "receipt"])
    note(request, ACT, before, facts_of(request) | said(quote), "登记缴费", actor, now)
    return quote


def _payable(request: Request, quote: Quote, paid_on: date, yuan: int, receipt: str) -> None:
    number = receipt.strip()
    if yuan != quote.yuan:
        short = "少于" if yuan < quote.yuan else "多于"
        words = f"缴纳的 {yuan} 元{short}应缴的 {quote.yuan} 元，未登记：全额缴清才重新计算期限，请核对后再登记。"
        raise Refused("partial-payment", words)
    if not number:
        raise Refused("no-receipt", "没有填写财政票据号码，未登记。请补填。")
    if Quote.objects.filter(request__agency=request.agency, receipt=number).exclude(pk=quote.pk).exists():
        raise Refused("receipt-used", f"财政票据 {number} 已经登记在另一件申请上，未登记。请核对号码。")
    issued = quote.notice.issued_on if quote.notice else None
    if issued and paid_on < issued:
        raise Refused("paid-before-notice", f"缴费日期早于收费通知书发出的 {issued.isoformat()}，未登记。请核对日期。")
    clock = clocks.running(request, PERIOD)
    if clock is not None and clock.due_on is not None and paid_on > clock.due_on:
        words = f"缴费期限已于 {clock.due_on.isoformat()} 届满，未登记：逾期缴费不恢复办理，请退回款项并终结办理。"
        raise Refused("paid-late", words)
