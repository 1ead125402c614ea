"""Propose how a complaint or record correction ends, with the answer that goes out; another person signs it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.matters import REPLIES, matter_ending
from gongkai.requests.matters import composed, facts_of, lock_matter, subject_of
from gongkai.requests.models import Matter, MatterPaper
from gongkai.units.acting import person_of

ACT = "propose_matter_reply"


@action
def propose_matter_reply(
    matter_id: int, ending: str, fields: Mapping[str, Any], *, orders: str = "", orders_due_on: date | None = None,
    actor: Actor, now: datetime,
) -> MatterPaper:  # fmt: skip
    """The proposal; an earlier one that is not signed is replaced. Raises Refused "no-matter", "not-allowed",
    "not-now", "unknown-ending", "no-orders", "orders-not-here", "no-agency", "paper-incomplete"."""
    matter = lock_matter(matter_id, actor, "办理投诉和更正")
    if matter.state != Matter.State.HANDLING:
        raise Refused("not-now", f"这件现为“{matter.get_state_display()}”，不能拟写答复。请先接办，或者刷新后查看。")
    on = day_of(now)
    try:
        chosen = matter_ending(matter.kind, ending, matter.received_on)
    except LawError as error:
        raise Refused("unknown-ending", f"{error}未提交。") from error
    if orders.strip() and not chosen.orders:
        raise Refused("orders-not-here", f"“{chosen.label}”不涉及责令改正，未提交。请去掉改正的内容。")
    if orders.strip() and (orders_due_on is None or orders_due_on < on):
        raise Refused("no-orders", "责令改正须写明今天以后的完成日期，未提交。请补写。")
    said = dict(fields) | ({"outcome": chosen.code} if matter.kind == Matter.Kind.RECORD_CORRECTION else {})
    if chosen.agency and not str(said.get("to_agency", said.get("result", ""))).strip():
        raise Refused("no-agency", "没有写明有权处理的机关名称和联系方式，未提交。请补写。")
    found = composed(matter, said, on)
    MatterPaper.objects.filter(matter=matter, state=MatterPaper.State.PROPOSED).update(
        state=MatterPaper.State.RETURNED, reason="由新的拟稿代替"
    )
    made = MatterPaper(
        matter=matter, kind=REPLIES[matter.kind], ending=chosen.code, fields=said, orders=orders.strip(),
        orders_due_on=orders_due_on if orders.strip() else None, sealed=seal(found.content), content_hash=found.hash,
        made_by=person_of(actor), made_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    journal.write(
        matter.agency.code, act=ACT, subject=subject_of(matter), before=facts_of(matter),
        after={"ending": made.ending, "hash": made.content_hash}, reason="拟写答复", actor=actor, now=now,
    )  # fmt: skip
    return made
