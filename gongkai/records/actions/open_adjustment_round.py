"""Open a round of dynamic adjustment: what the unit withholds and is due to be looked at again (《条例》第十八条)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.models import AdjustmentItem, AdjustmentRound
from gongkai.records.reads_adjustment import due_records
from gongkai.units.models import Agency
from gongkai.units.powers import ADJUST

ACT = "open_adjustment_round"


@action
def open_adjustment_round(
    agency: Agency, *, name: str, until: date, due_on: date, actor: Actor, now: datetime
) -> AdjustmentRound:
    """Take in every withheld record due by `until` that is in no open round; the round is to be done by `due_on`.

    Raises Refused "adjust-name", "adjust-day", "adjust-nothing" where none is due.
    """
    require(actor, ADJUST, agency.code, "开展动态调整")
    Agency.objects.select_for_update().get(pk=agency.pk)
    title = name.strip()
    if not title or len(title) > 100:
        raise Refused("adjust-name", "没有写明本轮名称或者超过 100 字，未开展。写明名称，例如“2026年上半年动态调整”。")
    if AdjustmentRound.objects.filter(agency=agency, name=title).exists():
        raise Refused("adjust-name", f"已有名为“{title}”的一轮，未开展。换一个名称。")
    if due_on < now.astimezone(now.tzinfo).date():
        raise Refused("adjust-day", f"完成期限 {due_on} 已过，未开展。改为今天以后的日期。")
    made = AdjustmentRound.objects.create(agency=agency, name=title, due_on=due_on, opened_at=now)
    rows = due_records(agency, until).annotate(hash=F("content__hash")).values_list("pk", "hash")
    items = [AdjustmentItem(round=made, record_id=pk, content_hash=hash_ or "") for pk, hash_ in rows]
    if not items:
        raise Refused("adjust-nothing", f"到 {until} 没有需要评估的信息，未开展。可把评估截止日期往后改。")
    AdjustmentItem.objects.bulk_create(items, batch_size=500)
    journal.write(
        agency.code,
        act=ACT,
        subject=f"adjustment {made.pk}",
        before={},
        after={"name": title, "until": until.isoformat(), "due_on": due_on.isoformat(), "items": len(items)},
        reason="开展动态调整",
        actor=actor,
        now=now,
    )
    return made
