"""Take a column out of a content assurance list that is being prepared."""

from __future__ import annotations

from datetime import datetime

from gongkai.inspection.acting import facts, locked, note, said_of, touched
from gongkai.inspection.models import AssuranceRow
from gongkai.inspection.sight import NOT_THERE
from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor


@action
def remove_assurance_row(list_id: int, edition: int, row_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """The version in force keeps the row until this one replaces it. Raises Refused "no-assurance", "no-reason"."""
    of = locked(list_id, edition, actor, "删去")
    if not reason.strip():
        raise Refused("no-reason", "没有写理由，未删去。请写明为什么不再保障这个栏目。")
    row = AssuranceRow.objects.filter(of=of, pk=row_id).select_related("responsible", "person").first()
    if row is None:
        raise Refused("no-assurance", NOT_THERE)
    before = facts(said_of(row))
    row.delete()
    touched(of)
    note(of, "remove_assurance_row", before, {}, reason.strip(), actor=actor, now=now)
