"""Who has delivered to which hall, as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from gongkai.delivery.decide import Standing
from gongkai.delivery.models import Hall
from gongkai.delivery.reads import Row, UnitLine
from gongkai.kit.clock import BEIJING
from gongkai.papers.excel import TextSheet, to_excel

WORDS = {
    Standing.OPEN: "未到期",
    Standing.LATE: "逾期未送交",
    Standing.ON_TIME: "按期送交",
    Standing.SENT_LATE: "逾期送交",
}


def deliveries_sheet(halls: Sequence[Hall], lines: Sequence[UnitLine], ends: date) -> bytes:
    """One row a unit and hall: items, due day, day sent, day received, how it stands."""
    rows = [
        (line.agency.name, hall.name, *_cells(cell))
        for line in lines
        for hall, cell in zip(halls, line.cells, strict=True)
    ]
    head = ("单位", "接收馆", "件数", "送交期限", "送出日期", "接收日期", "状态", "情况")
    title = f"送交两馆情况（截止{(ends - timedelta(days=1)).isoformat()}）"
    return to_excel(title, "", [TextSheet("送交情况", head, tuple(rows), (34, 26, 8, 14, 14, 14, 18, 14))])


def _cells(cell: Row | None) -> tuple[str, ...]:
    if cell is None:
        return ("", "", "", "", "未生成批次", "")
    batch = cell.batch
    sent = batch.sent_at.astimezone(BEIJING).date().isoformat() if batch.sent_at else ""
    received = batch.received_on.isoformat() if batch.received_on else ""
    state = batch.get_state_display()
    return (str(cell.items), batch.due_on.isoformat(), sent, received, state, WORDS[cell.standing])
