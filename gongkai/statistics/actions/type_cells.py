"""Type figures into a filing: what the platform does not hold, or, with a reason, over what it counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from gongkai.kit.action import Refused, action
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.decide_filing import Barrier, read_figure, tidy
from gongkai.statistics.filing_locking import acting_person, keep, lock_filing, may_edit
from gongkai.statistics.filing_values import cells_of, form_of
from gongkai.statistics.models import FiledCell, Filing

ACT = "type_cells"
How = FiledCell.How


@action
def type_cells(
    filing_id: int, given: Mapping[str, str], reason: str = "", seen: int | None = None, *, actor: Actor, now: datetime
) -> Filing:
    """Save what was typed, by cell. An empty text, or the counted figure itself, takes the typed figure away again.

    `reason` says why counted figures are typed over; it stands at each of them. Raises Refused "not-allowed",
    "not-now", "changed-meanwhile", "no-cell", "bad-figure", "no-reason", "rolled-up" and "nothing-changed".
    """
    filing = lock_filing(filing_id, seen)
    may_edit(filing, actor)
    if filing.rolled_up:
        raise Refused("rolled-up", "汇总数由下级报表相加得出，不能直接填写，未保存。请退回下级改正后重新汇总。")
    form, stored, person = form_of(filing), cells_of(filing), acting_person(actor)
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for cell, text in given.items():
        if cell not in form.cells:
            raise Refused("no-cell", f"本表没有 {cell[:60]} 这一格，未保存。请刷新后再填。")
        row = stored.get(cell)
        new = None
        if text.strip():
            read = read_figure(form.cells[cell], text)
            if isinstance(read, Barrier):
                raise Refused(read.code, read.sentence)
            new = read
        counted = tidy(row.counted) if row is not None and row.counted is not None else None
        new = counted if new is None else new
        old = tidy(row.value) if row is not None else None
        if new == old:
            continue
        before[cell], after[cell] = ("" if one is None else plain(one) for one in (old, new))
        _put(filing, row, cell, new, counted, reason.strip()[:300], FiledCell(by=person, at=now))
    if not after:
        raise Refused("nothing-changed", "填的数字与现在的一样，没有需要保存的改动。")
    return keep(
        filing, ACT, before={"cells": before}, after={"cells": after}, reason=reason.strip() or "人工填写", actor=actor,
        now=now,
    )  # fmt: skip


def _put(
    filing: Filing, row: FiledCell | None, cell: str, new: Decimal | None, counted: Decimal | None, reason: str,
    by: FiledCell,
) -> None:  # fmt: skip
    if new is None:
        if row is not None:
            row.delete()
        return
    if counted is not None and new != counted and not reason:
        label = form_of(filing).cells[cell].label
        raise Refused(
            "no-reason", f"“{label}”由平台统计为 {plain(counted)}，改为 {plain(new)} 须写明原因，未保存。请填写原因。"
        )
    one = row or FiledCell(filing=filing, cell=cell)
    one.value, one.by, one.at = new, by.by, by.at
    one.how = How.COUNTED if counted is not None and new == counted else How.TYPED
    one.reason = "" if one.how == How.COUNTED else reason
    one.save()
