"""Reading a clock's ledger: entries in order, each allowed by the rule, folded into the period that is to be counted.

Readings: docs/decisions D-012 (pauses in whole days, one extension before the limit, a reset begins everything anew).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry, EntryKind, LedgerError
from gongkai.law.counting import Pause
from gongkai.law.dated import parameter
from gongkai.law.deadline_rules import AGENCY_SETS, PROMPTLY, Deadline, Interrupts
from gongkai.law.ledger import Ledger


def read(rule: Deadline, entries: Sequence[Entry], calendars: Calendars, *, provisional: bool, root: Path) -> Ledger:
    """Read a ledger. Raises LedgerError for an entry that cannot stand, UnknownLaw before the rule's first day."""
    if not entries or entries[0].kind is not EntryKind.START:
        raise LedgerError("ledger-no-start", f"{rule.title}：台账的第一条须是起算事件，请先登记起算日。")
    start = entries[0]
    row = rule.at(start.on)
    numbered = row.length not in (AGENCY_SETS, PROMPTLY)
    ledger = Ledger(
        rule=rule,
        row=row,
        calendars=calendars,
        provisional=provisional,
        root=root,
        started=start.on,
        begins=start.on,
        length=parameter(row.length, root).at(start.on).value if numbered else None,
    )
    ledger.note(start, f"{ledger.words.title('event', row.starts_on)}，当日不计")
    before = start
    for entry in entries[1:]:
        if entry.on < before.on and entry.kind is not EntryKind.OUTER_START:
            raise ledger.refuse("out-of-order", entry, f"早于前一条（{before.on.isoformat()}），请按日期先后登记。")
        if ledger.closed is not None:
            raise ledger.refuse("closed", entry, f"期限已于 {ledger.closed.isoformat()} 办结，不能再登记。")
        _TAKES[entry.kind](ledger, entry)
        before = max(before, entry, key=lambda one: one.on)
    return ledger


def _start(ledger: Ledger, entry: Entry) -> None:
    raise ledger.refuse("started", entry, "期限已经起算；重新计算请登记为重算。")


def _outer_start(ledger: Ledger, entry: Entry) -> None:
    if ledger.row.latest is None:
        raise ledger.refuse("no-outer-limit", entry, "本期限没有最长期限，请删去此条。")
    ledger.outer = entry.on
    event = ledger.words.title("event", ledger.row.latest.starts_on)
    ledger.note(entry, f"{event}，最长期限起算", ledger.row.latest.cite)


def _set(ledger: Ledger, entry: Entry) -> None:
    if not ledger.sets_itself:
        raise ledger.refuse("not-settable", entry, "期限由法律规定，不能自行设定天数。")
    ledger.require_running(entry)
    _one_of(ledger, entry)
    ledger.length, ledger.until = entry.length, entry.until
    said = f"{entry.until.isoformat()} 前" if entry.until else f" {entry.length} {_unit(ledger)}"
    ledger.note(entry, f"定为{said}")


def _pause(ledger: Ledger, entry: Entry) -> None:
    interruption = ledger.interruption(entry, Interrupts.PAUSE)
    if ledger.awaiting:
        raise ledger.refuse("awaiting", entry, f"正在等待{ledger.called(ledger.awaiting)}，期限未在计算，不必停算。")
    if (entry.what, entry.ref) in ledger.open:
        raise ledger.refuse("pause-open", entry, f"{ledger.called(entry.what)}已经开始，尚未结束；再发一函请另编函号。")
    due = ledger.due(upto=entry.on)
    if due is not None and due <= entry.on:
        raise ledger.refuse("expired", entry, f"期限 {due.isoformat()} 届满，发函次日起才停算，已来不及停算。")
    ledger.open[entry.what, entry.ref] = len(ledger.pauses)
    reason = f"{ledger.called(entry.what)}期间不计"
    ledger.pauses.append(Pause(entry.what, entry.on, None, reason, interruption.cite))
    ledger.note(entry, f"{ledger.called(entry.what)}，次日起停算", interruption.cite)


def _resume(ledger: Ledger, entry: Entry) -> None:
    interruption = ledger.interruption(entry, Interrupts.PAUSE)
    at = ledger.open.pop((entry.what, entry.ref), None)
    if at is None:
        raise ledger.refuse("not-paused", entry, f"没有尚未结束的{ledger.called(entry.what)}，不能恢复计算。")
    pause = ledger.pauses[at]
    ledger.pauses[at] = Pause(pause.what, pause.sent, entry.on, pause.reason, pause.cite)
    ledger.note(entry, f"{ledger.called(entry.what)}结束，次日起继续计算", interruption.cite)


def _await(ledger: Ledger, entry: Entry) -> None:
    interruption = ledger.interruption(entry, Interrupts.RESET)
    if ledger.awaiting:
        raise ledger.refuse("awaiting", entry, f"已在等待{ledger.called(ledger.awaiting)}，请先登记其结果。")
    ledger.require_running(entry)
    ledger.awaiting = entry.what
    ledger.note(entry, f"通知{ledger.called(entry.what)}，等待期间不计", interruption.cite)


def _reset(ledger: Ledger, entry: Entry) -> None:
    interruption = ledger.interruption(entry, Interrupts.RESET)
    if ledger.awaiting and ledger.awaiting != entry.what:
        because = f"正在等待{ledger.called(ledger.awaiting)}，不是{ledger.called(entry.what)}。"
        raise ledger.refuse("awaiting", entry, because)
    ledger.require_running(entry)
    ledger.begins, ledger.awaiting, ledger.reset_by = entry.on, "", entry.what
    ledger.extra = ledger.extensions = 0
    ledger.note(entry, f"完成{ledger.called(entry.what)}，期限重新计算，当日不计", interruption.cite)


def _extend(ledger: Ledger, entry: Entry) -> None:
    extension = ledger.row.extension
    if extension is None:
        raise ledger.refuse("no-extension", entry, "本期限没有可以延长的规定。")
    if ledger.extensions >= extension.times:
        raise ledger.refuse("extended", entry, f"已经延长过 {ledger.extensions} 次，不能再次延长。")
    if not entry.approved_by:
        approver = ledger.words.title("approver", extension.approved_by)
        raise ledger.refuse("unapproved", entry, f"延长须经{approver}同意，请登记批准人。")
    if ledger.awaiting:
        raise ledger.refuse("awaiting", entry, f"正在等待{ledger.called(ledger.awaiting)}，期限未在计算，不能延长。")
    ledger.require_running(entry)
    if extension.length == AGENCY_SETS:
        _one_of(ledger, entry)
        ledger.extra, ledger.until = entry.length or 0, entry.until
        said = f"至 {entry.until.isoformat()}" if entry.until else f" {entry.length} {_unit(ledger)}"
    else:
        most = parameter(extension.length, ledger.root).at(ledger.started).value or 0
        ledger.extra = most if entry.length is None else entry.length
        if entry.until is not None or not 0 < ledger.extra <= most:
            raise ledger.refuse("extension-length", entry, f"延长须写天数，最少 1 日，最多 {most} 日。")
        said = f" {ledger.extra} {_unit(ledger)}"
    ledger.extensions += 1
    ledger.note(entry, f"经{entry.approved_by}批准延长{said}", extension.cite)


def _close(ledger: Ledger, entry: Entry) -> None:
    ledger.closed = entry.on
    ledger.note(entry, "办结")


def _one_of(ledger: Ledger, entry: Entry) -> None:
    if (entry.length is None) == (entry.until is None):
        raise ledger.refuse("bad-length", entry, "请写天数或者截止日，二者写一项。")
    if (entry.length is not None and entry.length < 1) or (entry.until is not None and entry.until < entry.on):
        raise ledger.refuse("bad-length", entry, "天数须为正数，截止日不得早于登记之日。")


def _unit(ledger: Ledger) -> str:
    return ledger.words.units[ledger.row.unit]


_TAKES = {
    EntryKind.START: _start,
    EntryKind.OUTER_START: _outer_start,
    EntryKind.SET: _set,
    EntryKind.PAUSE: _pause,
    EntryKind.RESUME: _resume,
    EntryKind.AWAIT: _await,
    EntryKind.RESET: _reset,
    EntryKind.EXTEND: _extend,
    EntryKind.CLOSE: _close,
}
