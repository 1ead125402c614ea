"""Put one agency above another from a day on: supervising, administering or succeeding it."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.decide import LinkFact, link_barrier
from gongkai.units.models import Agency, AgencyLink
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import held_agency, tell_of_unit, written


@action
def link_agencies(
    *, upper: str, lower: str, kind: str, begins: date | None, reason: str, actor: Actor, now: datetime
) -> AgencyLink:
    """`upper` is above `lower` from `begins` (None: always). The lower agency's administrator may not do it alone.

    Raises Refused for a link that stands already, a second superior of the same days, a circle.
    """
    require(actor, MANAGE_UNITS, upper, "登记单位关系")
    # Both ends are held in one order, and with them the whole question of circles: links are few and rarely made.
    list(Agency.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    above, below = held_agency(upper), held_agency(lower)
    if kind not in AgencyLink.Kind.values:
        raise Refused("link-kind", "没有选定关系，未登记。请从指导监督、隶属、承继中选择。")
    barrier = link_barrier(LinkFact(upper, lower, kind, begins, None), link_facts(), names())
    if barrier is not None:
        raise Refused(barrier.code, barrier.sentence)
    link = AgencyLink.objects.create(upper=above, lower=below, kind=kind, begins=begins)
    if kind == AgencyLink.Kind.SUCCEEDS:
        tell_of_unit(lower, now)
    journal.write(
        lower,
        act="link_agencies",
        subject=f"agency {lower}",
        before={},
        after={"upper": upper, "lower": lower, "kind": kind, "begins": written(begins)},
        reason=reason.strip() or "登记单位关系",
        actor=actor,
        now=now,
    )
    return link


def link_facts() -> list[LinkFact]:
    """All links as facts."""
    rows = AgencyLink.objects.values_list("upper__code", "lower__code", "kind", "begins", "ends")
    return [LinkFact(*row) for row in rows]


def names() -> dict[str, str]:
    """Code to name, for sentences."""
    return dict(Agency.objects.values_list("code", "name"))
