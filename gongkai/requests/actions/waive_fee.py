"""The office does not charge after all (docs/decisions/D-263): before the notice, or after it by the table's act."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.fee_acting import held, let, note, said, touched
from gongkai.requests.locking import facts_of
from gongkai.requests.models import Quote
from gongkai.requests.stepping import Doing, step
from gongkai.units.acting import person_of

ACT = "waive_fee"


@action
def waive_fee(request_id: int, reason: str, *, seen: int | None = None, actor: Actor, now: datetime) -> Quote:
    """Where the applicant was told to pay, the request goes on and its period is counted anew.

    Raises Refused "no-request", "changed-meanwhile", "no-fee", "not-allowed", "no-reason", "not-now".
    """
    request, quote = held(request_id, seen, (Quote.State.QUOTED, Quote.State.NOTICED))
    let(actor, request, ACT)
    if not reason.strip():
        raise Refused("no-reason", "免收信息处理费须写明理由，未执行。请补写。")
    before = facts_of(request) | said(quote)
    if quote.state == Quote.State.NOTICED:
        step(request, Doing(ACT, day_of(now), reason=reason), actor=actor, person=person_of(actor), now=now)
    else:
        touched(request)
    quote.state, quote.reason = Quote.State.WAIVED, reason.strip()[:400]
    quote.save(update_fields=["state", "reason"])
    note(request, ACT, before, facts_of(request) | said(quote), quote.reason, actor, now)
    return quote
