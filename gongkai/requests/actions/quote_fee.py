"""Work out the information-processing fee by one of the two tariffs (办法第三条至第五条)."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.fees import Quote as LawQuote
from gongkai.requests.allowing import handles
from gongkai.requests.fee_acting import note, said, touched
from gongkai.requests.fees import Offer, law_quote, pages_given, standing_quote
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Quote, Request
from gongkai.requests.stepping import table_of
from gongkai.units.acting import person_of

ACT = "quote_fee"
NOTICE = "issue_fee_notice"
OPEN = (Quote.State.QUOTED, Quote.State.FREE)


@action
def quote_fee(
    request_id: int, tariff: str, *, units: int = 1, pages: int | None = None, reason: str = "",
    seen: int | None = None, actor: Actor, now: datetime,
) -> Quote:  # fmt: skip
    """Quote by `tariff` (by_item or by_volume, never both), line by line; an earlier quote not yet noticed gives way.

    `units`: into how many items the matters asked for are split for counting; `pages` only where the files given out
    do not tell them, with the reason. Raises Refused "no-request", "changed-meanwhile", "not-allowed", "not-now",
    "fee-stands", "too-many-units", "pages-unexplained", "no-pages", "not-received", "unknown-tariff", or the law's.
    """
    request = lock_request(request_id, seen)
    handles(actor, request.agency.code, "计算信息处理费")
    person = person_of(actor)
    _possible(request, units)
    if pages is not None and pages != pages_given(request) and not reason.strip():
        raise Refused("pages-unexplained", "填写的页数与拟提供文件的页数不同，须写明理由，未计算。")
    if pages is not None and pages < 1:
        raise Refused("no-pages", "页数须为正整数，未计算。请核对。")
    found, chosen = law_quote(request, tariff, units, pages)
    earlier = standing_quote(request)
    if earlier is not None:
        earlier.state, earlier.reason = Quote.State.CANCELLED, "重新计算"
        earlier.save(update_fields=["state", "reason"])
    quote = Quote(
        request=request, tariff=chosen.tariff, basis=_basis(found, chosen, units), lines=_lines(chosen),
        yuan=chosen.total_yuan, cite=chosen.cite, sentence=chosen.words, reason=reason.strip()[:400],
        state=Quote.State.QUOTED if chosen.total_yuan else Quote.State.FREE, made_by=person, made_at=now,
    )  # fmt: skip
    quote.save(force_insert=True)
    touched(request)
    note(request, ACT, said(earlier), said(quote) | {"first": found.place.first, "pages": found.pages},
         quote.reason or "计算信息处理费", actor, now)  # fmt: skip
    return quote


def _possible(request: Request, units: int) -> None:
    table = table_of(request)
    if not table.steps_for(request.state, NOTICE):
        raise Refused("not-now", f"申请现为“{table.states[request.state].label}”，不能计算信息处理费，未执行。请刷新。")
    standing = standing_quote(request)
    if standing is not None and standing.state not in OPEN:
        raise Refused("fee-stands", f"这件申请的信息处理费{standing.get_state_display()}，不能重新计算，未执行。")
    most = request.items.count()
    if not 1 <= units <= most:
        raise Refused("too-many-units", f"申请列有 {most} 项内容，按一事一申请拆分计件应为 1 至 {most} 件，未计算。")


def _basis(found: Offer, chosen: LawQuote, units: int) -> dict[str, object]:
    other = found.by_volume if chosen is found.by_item else found.by_item
    return {
        "month": found.place.month, "first": found.place.first, "last": found.place.last, "units": units,
        "pages": found.pages, "already_public": found.public, "since": chosen.since.isoformat(),
        "other": {"tariff": other.tariff, "yuan": other.total_yuan} if other else {},
    }  # fmt: skip


def _lines(chosen: LawQuote) -> list[dict[str, object]]:
    return [
        {"words": one.words, "units": one.units, "yuan_each": one.yuan_each, "yuan": one.yuan, "cite": one.cite}
        for one in chosen.lines
    ]
