"""Put a prepared content assurance list in force, in the place of the one before it."""

from __future__ import annotations

from datetime import datetime

from gongkai.inspection.acting import facts, filled, locked, note, said_of, under
from gongkai.inspection.columns import labels
from gongkai.inspection.models import AssuranceList, AssuranceRow
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor

State = AssuranceList.State


@action
def confirm_assurance_list(list_id: int, edition: int, *, actor: Actor, now: datetime) -> AssuranceList:
    """It holds from today. Raises Refused "assurance-empty", "assurance-row" naming the first row that no longer fits
    (a unit that has gone, a person who has left)."""
    of = locked(list_id, edition, actor, "确认")
    on = day_of(now)
    rows = list(AssuranceRow.objects.filter(of=of).select_related("responsible", "person"))
    if not rows:
        raise Refused("assurance-empty", "清单里还没有栏目，未确认。请先新增或者导入。")
    below, names = under(of.agency, on), labels(on)
    for number, row in enumerate(rows, 1):
        try:
            filled(row, said_of(row), below, on)
        except Refused as refusal:
            said = refusal.sentence.partition("，未")[0]
            name = names.get(row.column, row.column)
            raise Refused("assurance-row", f"第 {number} 个栏目“{name}”：{said}，未确认。请改正这一行。") from refusal
    before = AssuranceList.objects.select_for_update().filter(agency=of.agency, state=State.CONFIRMED).first()
    if before is not None:
        before.state, before.ends = State.REPLACED, on
        before.save(update_fields=["state", "ends"])
    of.state, of.begins, of.confirmed_by, of.confirmed_at = State.CONFIRMED, on, actor.id, now
    of.edition += 1
    of.save(update_fields=["state", "begins", "confirmed_by", "confirmed_at", "edition"])
    was = {"version": before.version if before else 0}
    after = {"version": of.version, "rows": [facts(said_of(one)) for one in rows]}
    note(of, "confirm_assurance_list", was, after, "确认内容保障清单", actor=actor, now=now)
    return of
