"""Add a column to a content assurance list that is being prepared, or change one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from gongkai.inspection.acting import Said, facts, filled, locked, note, said_of, touched, under
from gongkai.inspection.models import AssuranceRow
from gongkai.inspection.sight import NOT_THERE
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor


@action
def save_assurance_row(
    list_id: int, edition: int, said: Said, *, row_id: int | None = None, actor: Actor, now: datetime
) -> AssuranceRow:
    """Without `row_id` a new one at the end. Raises Refused "assurance-twice", "no-assurance", and as `filled` does."""
    of = locked(list_id, edition, actor, "保存")
    rows = AssuranceRow.objects.filter(of=of).select_related("responsible", "person")
    row = rows.filter(pk=row_id).first() if row_id is not None else None
    if row_id is not None and row is None:
        raise Refused("no-assurance", NOT_THERE)
    before = facts(said_of(row)) if row else {}
    last = rows.aggregate(last=Max("position"))["last"] or 0
    row = filled(row or AssuranceRow(of=of, position=last + 1), said, under(of.agency, day_of(now)), day_of(now))
    if rows.filter(column=row.column, unit_code=row.unit_code).exclude(pk=row.pk).exists():
        raise Refused("assurance-twice", "清单里已有该单位的这个栏目，未保存。请修改原来的一行。")
    row.save()
    touched(of)
    reason = "修改栏目" if before else "新增栏目"
    note(of, "save_assurance_row", before, facts(said), reason, actor=actor, now=now)
    return row
