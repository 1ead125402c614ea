"""End a link between two agencies on a day."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.models import AgencyLink
from gongkai.units.powers import MANAGE_UNITS
from gongkai.units.writing import written


@action
def unlink_agencies(*, link_id: int, ends: date, reason: str, actor: Actor, now: datetime) -> AgencyLink:
    """The link holds to the day before `ends`. It is kept, so that any year can be read as it was.

    Raises Refused without a reason, for a link ended before, or a day not after its beginning.
    """
    link = AgencyLink.objects.select_for_update().select_related("upper", "lower").filter(pk=link_id).first()
    if link is None:
        raise Refused("link-unknown", "没有这一单位关系，未执行。")
    require(actor, MANAGE_UNITS, link.upper.code, "结束单位关系")
    if not reason.strip():
        raise Refused("no-reason", "没有写明结束关系的理由，未结束。")
    if link.ends is not None:
        raise Refused("link-ended", f"这一关系已于 {link.ends} 结束，未重复办理。")
    if link.begins is not None and ends <= link.begins:
        raise Refused("link-days", f"结束日期须在开始日期 {link.begins} 之后，未结束。")
    link.ends = ends
    link.save(update_fields=["ends"])
    facts = {"upper": link.upper.code, "lower": link.lower.code, "kind": str(link.kind), "begins": written(link.begins)}
    journal.write(
        link.lower.code,
        act="unlink_agencies",
        subject=f"agency {link.lower.code}",
        before={**facts, "ends": ""},
        after={**facts, "ends": written(ends)},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return link
