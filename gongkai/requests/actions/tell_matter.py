"""Write down that the answer reached whom it is for, and that what was ordered has been done."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests.cards import put_file
from gongkai.requests.matters import facts_of, lock_matter, subject_of
from gongkai.requests.models import Matter, MatterPaper
from gongkai.requests.telling_matters import told_matter

ACT, DONE = "tell_matter", "orders_done"
ENDED = (Matter.State.DONE, Matter.State.TRANSFERRED)


@action
def tell_matter(matter_id: int, on: date, *, by_card: bool = False, actor: Actor, now: datetime) -> Matter:
    """The day it was served; with `by_card` the answer lies with the card. Raises Refused "no-matter", "not-allowed",
    "not-now", "told-day"."""
    matter = lock_matter(matter_id, actor, "登记告知")
    paper = matter.papers.filter(state=MatterPaper.State.ISSUED).first()
    if matter.state not in ENDED or paper is None or matter.told_on is not None:
        raise Refused("not-now", "答复还没有签发，或者已经登记过告知，未登记。请刷新后查看。")
    assert paper.issued_on is not None
    if not paper.issued_on <= on <= day_of(now):
        raise Refused("told-day", f"告知日期应当在签发日期 {paper.issued_on.isoformat()} 和今天之间，未登记。请核对。")
    before = facts_of(matter)
    matter.told_on = on
    matter.save()
    told_matter(matter, now=now)
    if by_card:
        name = f"{matter.get_kind_display()}答复.pdf"
        put_file(matter.card, matter.sealed_card_key, f"matter-{paper.pk}", name, take_private(paper.pdf), now)
    journal.write(
        matter.agency.code, act=ACT, subject=subject_of(matter), before=before, after=facts_of(matter),
        reason="登记告知", actor=actor, now=now,
    )  # fmt: skip
    return matter


@action
def orders_done(matter_id: int, on: date, how: str, *, actor: Actor, now: datetime) -> Matter:
    """What was ordered of the unit is done. Raises Refused "no-matter", "not-allowed", "not-now", "day-ahead",
    "no-text"."""
    matter = lock_matter(matter_id, actor, "登记改正情况")
    if not matter.orders or matter.orders_done_on is not None:
        raise Refused("not-now", "这件没有待改正的事项，或者已经登记过，未登记。请刷新后查看。")
    if on > day_of(now):
        raise Refused("day-ahead", f"改正日期 {on.isoformat()} 晚于今天，未登记。请填写实际完成的日期。")
    if not how.strip():
        raise Refused("no-text", "没有写明怎样改正，未登记。请补写。")
    before = facts_of(matter)
    matter.orders_done_on = on
    matter.save()
    journal.write(
        matter.agency.code, act=DONE, subject=subject_of(matter), before=before, after=facts_of(matter),
        reason=how.strip()[:300], actor=actor, now=now,
    )  # fmt: skip
    return matter
