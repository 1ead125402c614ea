"""Put a figure of a locked filing right: what stood there, what is right, and why, both kept for ever."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.decide_filing import Barrier, read_figure
from gongkai.statistics.filing_locking import FILE_WORDS, State, keep, lock_filing, stands, tell_receiver
from gongkai.statistics.filing_values import form_of, span_of, values_of
from gongkai.statistics.models import Erratum
from gongkai.units.acting import person_of
from gongkai.units.powers import FILE_STATISTICS

ACT = "file_erratum"


@action
def file_erratum(
    filing_id: int, cell: str, after: str, reason: str, seen: int | None = None, *, actor: Actor, now: datetime
) -> Erratum:
    """The stored figure stays; readers see the corrected one with its history. The receiver is told.

    Raises Refused "not-allowed", "not-now", "changed-meanwhile", "no-cell", "bad-figure", "nothing-changed",
    "no-reason".
    """
    filing = lock_filing(filing_id, seen)
    require(actor, FILE_STATISTICS, filing.agency.code, FILE_WORDS)
    stands(filing, State.LOCKED)
    form = form_of(filing)
    values = values_of(filing)
    if cell not in values or cell not in form.cells:
        raise Refused("no-cell", "没有选定要勘误的一格，未保存。请从表中选择。")
    read = read_figure(form.cells[cell], after)
    if isinstance(read, Barrier):
        raise Refused(read.code, read.sentence)
    if read == values[cell]:
        raise Refused("nothing-changed", "更正后的数字与现在的一样，不需要勘误。")
    if not reason.strip():
        raise Refused("no-reason", "没有写明勘误的原因，未保存。请补写。")
    made = Erratum.objects.create(
        filing=filing, cell=cell, before=values[cell], after=read, reason=reason.strip()[:400], by=person_of(actor),
        at=now,
    )  # fmt: skip
    keep(
        filing, ACT, before={cell: plain(values[cell])}, after={cell: plain(read)}, reason=reason.strip(), actor=actor,
        now=now,
    )  # fmt: skip
    title = f"{filing.agency.short}对{span_of(filing).title}{filing.get_period_display()}提出勘误"
    label = form.cells[cell].label
    tell_receiver(filing, title, now=now, text=f"{label}：{plain(values[cell])} 更正为 {plain(read)}。{reason.strip()}")
    return made
