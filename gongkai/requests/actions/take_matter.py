"""Take a complaint or record correction in hand: its number, and who handles it."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.requests.matters import facts_of, lock_matter, subject_of
from gongkai.requests.models import Matter
from gongkai.requests.numbering import next_number
from gongkai.requests.telling_matters import told_matter
from gongkai.units.acting import person_of

ACT = "take_matter"


@action
def take_matter(matter_id: int, *, actor: Actor, now: datetime) -> Matter:
    """Raises Refused "no-matter", "not-allowed", "not-now" where it was taken or ended already."""
    matter = lock_matter(matter_id, actor, "办理投诉和更正")
    if matter.state != Matter.State.ARRIVED:
        raise Refused("not-now", f"这件现为“{matter.get_state_display()}”，不能再次接办。请刷新后查看。")
    before = facts_of(matter)
    year = matter.received_on.year
    matter.number = f"{year}-{next_number(matter.agency, matter.kind, year):04d}"
    matter.state, matter.handler = Matter.State.HANDLING, person_of(actor)
    matter.save()
    journal.write(
        matter.agency.code, act=ACT, subject=subject_of(matter), before=before, after=facts_of(matter),
        reason=f"接办，{day_of(now).isoformat()}", actor=actor, now=now,
    )  # fmt: skip
    told_matter(matter, now=now)
    return matter
