"""What the acts on a fee have in common: the request and its quote held still, what the journal says, the version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.requests.locking import lock_request, subject_of
from gongkai.requests.models import Quote, Request
from gongkai.requests.stepping import may_act, table_of


def held(request_id: int, seen: int | None, states: Sequence[Quote.State]) -> tuple[Request, Quote]:
    """The request and its quote in one of those states. Raises Refused "no-request", "changed-meanwhile", "no-fee"."""
    request = lock_request(request_id, seen)
    quote = Quote.objects.select_for_update().filter(request=request, state__in=states).order_by("-id").first()
    if quote is None:
        words = "、".join(str(one.label) for one in states)
        raise Refused("no-fee", f"这件申请没有“{words}”的信息处理费，未执行。请刷新后按现在的情况办理。")
    quote.request = request
    return request, quote


def let(actor: Actor, request: Request, act: str) -> None:
    """Raise Refused unless the table gives that act to one of the actor's duties."""
    known = table_of(request).acts[act]
    if not may_act(actor, known, request.agency.code):
        raise Refused(
            "not-allowed", f"{actor.name} 在该单位没有办理“{known.label}”的职责，未执行。请由相应岗位的人员办理。"
        )


def touched(request: Request) -> None:
    """Whoever opened the request before must look again."""
    request.version += 1
    request.save(update_fields=["version"])


def said(quote: Quote | None) -> dict[str, Any]:
    """What the journal holds of a quote."""
    if quote is None:
        return {}
    return {
        "quote": quote.pk, "tariff": quote.tariff, "yuan": quote.yuan, "fee": str(quote.state),
        "paid_on": quote.paid_on.isoformat() if quote.paid_on else "", "refunded_yuan": quote.refunded_yuan,
    }  # fmt: skip


def note(
    request: Request, act: str, before: dict[str, Any], after: dict[str, Any], reason: str, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """One row of the journal."""
    journal.write(
        request.agency.code, act=act, subject=subject_of(request), before=before, after=after, reason=reason[:400],
        actor=actor, now=now,
    )  # fmt: skip
