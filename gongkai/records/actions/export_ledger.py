"""Hand out the ledger as a file: what was asked and how many records it held is put into each unit's journal."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.records.reads_ledger import Wanted
from gongkai.units.powers import EXPORT_LEDGER

ACT = "export_ledger"


@action
def export_ledger(wanted: Wanted, count: int, *, full: bool = False, actor: Actor, now: datetime) -> None:
    """Allow and note that `count` records as asked are handed out; `full` with the platform's own columns.

    The file is written before, outside of the transaction, since a long one would hold up everybody who writes. It is
    handed out only after this. Raises Refused "not-allowed" where one of the units is not the actor's to export,
    "no-unit" where none is named.
    """
    if not wanted.agencies:
        raise Refused("no-unit", "没有指定导出哪个单位的台账，未导出。")
    for code in wanted.agencies:
        require(actor, EXPORT_LEDGER, code, "导出台账")
    asked = {
        "words": wanted.words, "category": wanted.category, "class": wanted.class_code, "mark": wanted.mark,
        "state": wanted.state, "year": wanted.year or 0, "measure": wanted.measure, "cell": wanted.cell,
        "from": str(wanted.formed_from or ""), "to": str(wanted.formed_to or ""),
    }  # fmt: skip
    for code in wanted.agencies:
        journal.write(
            code,
            act=ACT,
            subject="ledger",
            before={},
            after={"records": count, "asked": asked, "full": full},
            reason="导出台账",
            actor=actor,
            now=now,
        )
