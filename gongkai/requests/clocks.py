"""The clocks of a request: entries go into the ledger only if the law accepts them, and every last day follows from it.

Nobody types a last day. What stands on the rows of Clock and Request is the answer of `gongkai.law.deadlines` to the
ledger and the calendar, written here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.kit.action import Refused
from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry, EntryKind, LedgerError
from gongkai.law.deadlines import Due, due
from gongkai.law.dispute_words import order_rules
from gongkai.law.errors import LawError
from gongkai.requests.models import Clock, ClockEntry, Request
from gongkai.units.models import Person

REPLY, DELAY = "reply", "reasonable_delay"
# The agency's own day of reply, and the clocks of which a request has one without regard to a sub-case.
LEADING = (REPLY, DELAY)
# The clocks of a dispute carry its ref; they go on whatever becomes of the request.
DISPUTE = "d"
OWN = (REPLY, "correction_notice")
# Letters overlap and are written down as they come back; all else follows in order.
OVERLAPPING = (EntryKind.PAUSE, EntryKind.RESUME)
TURNS = (EntryKind.START, EntryKind.AWAIT, EntryKind.RESET)


@dataclass(frozen=True, slots=True)
class Entering:
    """By whom, when and in which act an entry is written."""

    act: str
    person: Person | None
    now: datetime
    reason: str = ""


def ledger(clock: Clock) -> list[Entry]:
    """The entries that count, in the order in which they happened."""
    rows = list(clock.entries.all())
    voided = {row.voids_id for row in rows if row.voids_id}
    counting = [row for row in rows if row.voids_id is None and row.pk not in voided]
    return [entry_of(row) for row in sorted(counting, key=lambda row: (row.on, row.pk))]


def answer(clock: Clock, entries: Sequence[Entry] | None = None, calendars: Calendars | None = None) -> Due:
    """What the law says to the ledger: last day, state, and the proof day by day. Raises LawError."""
    said = ledger(clock) if entries is None else entries
    return due(clock.rule, said, calendars or Calendars.published(), provisional=True)


def open_clock(request: Request, rule: str, on: date, entering: Entering, *, ref: str = "", paper: str = "") -> Clock:
    """Start a clock; a second one under the same rule and ref is told apart by its number."""
    taken = request.clocks.filter(_under(ref), rule=rule).count()
    clock = Clock(request=request, rule=rule, ref=ref if not taken else f"{ref}#{taken + 1}", opened_on=on)
    clock.save(force_insert=True)
    enter(clock, Entry(EntryKind.START, on, paper=paper), entering)
    return clock


def running(request: Request, rule: str, ref: str = "") -> Clock | None:
    """The clock of that rule and ref that is not closed yet, the latest."""
    return request.clocks.filter(_under(ref), rule=rule, closed_on=None).order_by("-id").first()


def enter(clock: Clock, entry: Entry, entering: Entering) -> ClockEntry:
    """Write one entry, if the law accepts the ledger with it. Raises Refused with the law's own code and sentence, or
    "clock-out-of-order" where its day lies before an entry it comes after."""
    standing = ledger(clock)
    _in_order(standing, entry)
    said = [*standing, entry]
    try:
        found = answer(clock, sorted(said, key=lambda one: one.on))
    except LedgerError as error:
        raise Refused(error.code, str(error)) from error
    except LawError as error:
        raise Refused("clock-unknown-law", str(error)) from error
    row = ClockEntry(
        clock=clock, kind=entry.kind.value, on=entry.on, what=entry.what, ref=entry.ref, length=entry.length,
        until=entry.until, approved_by=entry.approved_by, paper=entry.paper, act=entering.act,
        reason=entering.reason[:400], made_by=entering.person, at=entering.now,
    )  # fmt: skip
    row.save(force_insert=True)
    write(clock, found)
    return row


def restart(clock: Clock, on: date, entering: Entering) -> None:
    """Let the clock start on another day: the start that stood is voided, both stay. Raises Refused.

    For a mended day of receipt only (docs/decisions/D-274); `entering.reason` says why.
    """
    start = clock.entries.get(kind=EntryKind.START.value, voids=None, voided_by=None)
    if start.on == on:
        return
    fresh = Entry(EntryKind.START, on, paper=start.paper)
    said = [fresh, *(one for one in ledger(clock) if one.kind is not EntryKind.START)]
    try:
        found = answer(clock, sorted(said, key=lambda one: one.on))
    except LawError as error:
        raise Refused("clock-unknown-law", f"改正之后期限台账不成立：{error}") from error
    by = {"act": entering.act, "reason": entering.reason[:400], "made_by": entering.person, "at": entering.now}
    kind = EntryKind.START.value
    ClockEntry.objects.create(clock=clock, kind=kind, on=start.on, paper=start.paper, voids=start, **by)
    ClockEntry.objects.create(clock=clock, kind=kind, on=on, paper=start.paper, **by)
    clock.opened_on = on
    clock.save(update_fields=["opened_on"])
    write(clock, found)


def repeat(source: Clock, target: Clock, entering: Entering) -> None:
    """Enter into a clock that has only started what another one holds besides its start (docs/decisions/D-274)."""
    for entry in ledger(source):
        if entry.kind is not EntryKind.START:
            enter(target, entry, entering)


def leading_clock(request: Request) -> Clock | None:
    """The clock that says when to reply: the delay told under article 35, else the reply; the open one, the latest.

    While the request is open, the period that a ruling sets goes before both (docs/decisions/D-297).
    """
    known = request.clocks.order_by("id")
    ordered = known.filter(rule__in=order_rules(), closed_on=None).last()
    clocks = list(known.filter(rule__in=LEADING))
    if ordered is not None and any(one.closed_on is None for one in clocks):
        return ordered
    return next((one for one in reversed(clocks) if one.closed_on is None), clocks[-1] if clocks else None)


def last_day_entered(clock: Clock) -> date:
    """The day of the latest entry that counts."""
    return max((one.on for one in ledger(clock)), default=clock.opened_on)


def settle(request: Request) -> None:
    """Repeat on the request what its leading clock says."""
    leading = leading_clock(request)
    if leading is None:
        request.due_on, request.clock_state, request.due_provisional = None, "", False
    else:
        request.due_on, request.clock_state = leading.due_on, leading.state
        request.due_provisional = leading.provisional
    request.clock_version += 1


def _under(ref: str) -> Q:
    """The clocks of that ref, told apart by their number; every ref where none is said."""
    return Q(ref=ref) | Q(ref__startswith=f"{ref}#") if ref else Q()


def _in_order(standing: Sequence[Entry], entry: Entry) -> None:
    after = [one for one in standing if entry.kind not in OVERLAPPING or one.kind in TURNS]
    last = max((one.on for one in after), default=entry.on)
    if entry.on < last:
        raise Refused(
            "clock-out-of-order",
            f"期限台账上已有 {last.isoformat()} 的记载，不能再记 {entry.on.isoformat()} 的这一条，未执行。请核对日期。",
        )


def write(clock: Clock, found: Due) -> None:
    """Repeat the ledger's answer on the clock's row."""
    clock.due_on, clock.state, clock.provisional = found.last_day, found.state, found.provisional
    clock.closed_on = found.closed
    clock.entries_counted = clock.entries.filter(voids=None, voided_by=None).count()
    clock.save(update_fields=["due_on", "state", "provisional", "closed_on", "entries_counted"])


def entry_of(row: ClockEntry) -> Entry:
    """The law's entry for a row."""
    return Entry(
        EntryKind(row.kind), row.on, what=row.what, ref=row.ref, length=row.length, until=row.until,
        approved_by=row.approved_by, paper=row.paper,
    )  # fmt: skip
