"""The applicant objects to the fee: noted, and answered with what the law says of it (办法第七条)."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.remedies import remedy_for_act
from gongkai.requests.actions.note_exchange import WAYS
from gongkai.requests.allowing import handles
from gongkai.requests.fee_acting import held, note
from gongkai.requests.models import FeeObjection, Quote
from gongkai.units.acting import person_of

ACT = "object_to_fee"
NOTICE = "fee_notice"


@action
def object_to_fee(
    request_id: int, raised_on: date, way: str, words: str, *, actor: Actor, now: datetime
) -> FeeObjection:
    """Keep what he says, sealed, with the answer in force that day. The period to pay goes on.

    Raises Refused "no-request", "no-fee", "not-allowed", "no-text", "objection-day".
    """
    request, quote = held(request_id, None, (Quote.State.NOTICED,))
    handles(actor, request.agency.code, "登记对收费的异议")
    if not words.strip() or way not in WAYS:
        raise Refused("no-text", "没有写明异议的内容和提出的方式，未登记。请补写。")
    issued = quote.notice.issued_on if quote.notice else None
    if raised_on > day_of(now) or (issued and raised_on < issued):
        raise Refused("objection-day", "提出异议的日期早于收费通知书发出之日或者还没有到，未登记。请核对日期。")
    remedy = remedy_for_act(NOTICE, raised_on)
    row = FeeObjection(
        quote=quote, raised_on=raised_on, way=way, sealed=seal({"text": words.strip()}), answer=remedy.note,
        cite=remedy.cite, made_by=person_of(actor), at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    note(request, ACT, {}, {"quote": quote.pk, "on": raised_on.isoformat(), "way": way}, "登记对收费的异议", actor, now)
    return row
