"""Taking back an entry of a clock that was written by mistake: it stays and counts no longer; a right one may follow.

Nothing here lets a period run otherwise than the steps taken: what belongs to a step can be given its right day, not
taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.errors import LawError
from gongkai.requests.clocks import OVERLAPPING, Entering, answer, entry_of, write
from gongkai.requests.models import ClockEntry

# Each belongs to a step of the request, or ends a letter that came back: only its day can be wrong.
STAYS = (EntryKind.AWAIT, EntryKind.RESET, EntryKind.RESUME)


def void_entry(row: ClockEntry, reason: str, entering: Entering, *, instead: date | None = None) -> list[ClockEntry]:
    """Void an entry, and where `instead` is given write it again on that day. A pause goes with its end.

    Raises Refused "no-reason", "entry-void", "clock-start-stands", "clock-closed", "needs-right-day", "day-ahead",
    "day-too-early", "clock-out-of-order", "clock-unknown-law".
    """
    clock, kind = row.clock, EntryKind(row.kind)
    counting = [one for one in clock.entries.select_related("voided_by") if one.voids_id is None and not _voided(one)]
    if not reason.strip():
        raise Refused("no-reason", "撤销期限台账的一条记载须写明原因，未执行。请补写。")
    if row.pk not in {one.pk for one in counting}:
        raise Refused("entry-void", "这条记载已经撤销，未执行。请刷新后查看。")
    if kind is EntryKind.START:
        raise Refused(
            "clock-start-stands", "起算记载不能撤销：起算之日由收到或者送达的日期推算，请改正那里的日期。未执行。"
        )
    if clock.closed_on is not None:
        raise Refused("clock-closed", "这项期限已经办结，台账不再改动，未执行。")
    if kind in STAYS and instead is None:
        raise Refused("needs-right-day", "这条记载与办理步骤相连，不能只撤销：请同时写明正确的日期。未执行。")
    gone = [row, *([] if instead else _ends(row, counting))]
    fresh = _again(row, instead, entering) if instead else None
    left = [one for one in counting if one not in gone]
    said = sorted([*map(entry_of, left), *([fresh] if fresh else [])], key=lambda one: one.on)
    if fresh is not None and _order(said) != _order(map(entry_of, sorted(counting, key=lambda one: (one.on, one.pk)))):
        raise Refused("clock-out-of-order", "改后的日期与台账上其他记载的先后不符，未执行。请核对日期。")
    try:
        found = answer(clock, said)
    except LawError as error:
        raise Refused("clock-unknown-law", f"撤销之后台账不成立：{error}") from error
    by = {"act": entering.act, "reason": reason.strip()[:400], "made_by": entering.person, "at": entering.now}
    made = [
        ClockEntry.objects.create(clock=clock, kind=one.kind, on=one.on, what=one.what, ref=one.ref, voids=one, **by)
        for one in gone
    ]
    if fresh is not None:
        made.append(ClockEntry.objects.create(clock=clock, **_columns(row), on=fresh.on, **by | {"act": row.act}))
    write(clock, found)
    return made


def _voided(row: ClockEntry) -> bool:
    return hasattr(row, "voided_by")


def _ends(row: ClockEntry, counting: Sequence[ClockEntry]) -> list[ClockEntry]:
    """The end of a pause that is taken back."""
    if row.kind != EntryKind.PAUSE.value:
        return []
    ends = [
        one for one in counting if one.kind == EntryKind.RESUME.value and (one.what, one.ref) == (row.what, row.ref)
    ]
    return [one for one in ends if (one.on, one.pk) > (row.on, row.pk)][:1]


def _again(row: ClockEntry, on: date, entering: Entering) -> Entry:
    request = row.clock.request
    if on > day_of(entering.now):
        raise Refused("day-ahead", f"日期 {on.isoformat()} 晚于今天，未执行。请填写实际发生的日期。")
    if request.received_on is not None and on < request.received_on:
        raise Refused("day-too-early", f"日期 {on.isoformat()} 早于收到申请之日，未执行。请核对。")
    return replace(entry_of(row), on=on)


def _order(entries: Sequence[Entry] | map[Entry]) -> list[EntryKind]:
    return [one.kind for one in entries if one.kind not in OVERLAPPING]


def _columns(row: ClockEntry) -> dict[str, object]:
    return {
        "kind": row.kind, "what": row.what, "ref": row.ref, "length": row.length, "until": row.until,
        "approved_by": row.approved_by, "paper": row.paper,
    }  # fmt: skip
