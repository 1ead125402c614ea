"""What a step does to the clocks, as the table of the procedure says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kit.action import Refused
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.procedure import ALL_CLOCKS, Effect
from gongkai.requests import clocks
from gongkai.requests.clocks import Entering
from gongkai.requests.models import Clock, Request

UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an act gives its effects: the day, the sub-case, the proving paper, the period set, who approved."""

    on: date
    ref: str = ""
    paper: str = ""
    length: int | None = None
    until: date | None = None
    approved_by: str = ""


def apply(request: Request, effect: Effect, said: Setting, entering: Entering) -> None:
    """Write one effect of a step into the ledgers. Raises Refused with the law's own code, or "no-receipt-day",
    "clock-not-running", "clock-running", "no-length"."""
    if effect.clock == ALL_CLOCKS:
        _close_all(request, said, entering)
    elif effect.kind is EntryKind.START:
        _start(request, effect, said, entering)
    else:
        _enter(request, effect, said, entering)


def _close_all(request: Request, said: Setting, entering: Entering) -> None:
    for clock in request.clocks.filter(closed_on=None).exclude(ref__startswith=clocks.DISPUTE).order_by("id"):
        # The agency's own clock is held against the very day; an applicant's or a consulted party's only ends.
        on = said.on if clock.rule in clocks.LEADING else max(said.on, clocks.last_day_entered(clock))
        clocks.enter(clock, Entry(EntryKind.CLOSE, on, paper=said.paper), entering)


def _start(request: Request, effect: Effect, said: Setting, entering: Entering) -> None:
    on: date | None = request.received_on if effect.on == "received" else said.on
    if on is None:
        raise Refused("no-receipt-day", "收到申请之日还没有确定，不能起算期限，未执行。")
    ref = "" if effect.clock in clocks.OWN else said.ref
    if clocks.running(request, effect.clock, ref) is not None:
        raise Refused("clock-running", "这项期限已经起算，不能重新起算，未执行。请在期限栏查看。")
    clock = clocks.open_clock(request, effect.clock, on, entering, ref=ref, paper=said.paper)
    if said.length is not None or said.until is not None:
        fixed = Entry(EntryKind.SET, on, length=said.length, until=said.until, paper=said.paper)
        clocks.enter(clock, fixed, entering)
    elif clock.state == UNSET:
        raise Refused("no-length", "这项期限由行政机关确定，文书没有写明天数或者截止日，未执行。请补写后再办。")


def _enter(request: Request, effect: Effect, said: Setting, entering: Entering) -> None:
    clock = clocks.running(request, effect.clock)
    if clock is None:
        _without(request, effect)
        return
    if effect.kind is EntryKind.RESUME and _pause_taken_back(clock, effect.what, said.ref):
        return
    entry = Entry(
        effect.kind, said.on, what=effect.what, ref=said.ref if effect.what else "", paper=said.paper,
        length=said.length if effect.kind is EntryKind.EXTEND else None, approved_by=said.approved_by,
    )  # fmt: skip
    clocks.enter(clock, entry, entering)


def _without(request: Request, effect: Effect) -> None:
    """An effect on a clock that does not run: ending it is nothing; under a day told as delayed nothing stands still
    (docs/decisions/D-260); all else cannot be."""
    if effect.kind is EntryKind.CLOSE:
        return
    delayed = effect.clock == clocks.REPLY and clocks.running(request, clocks.DELAY) is not None
    if delayed and effect.kind in (EntryKind.PAUSE, EntryKind.RESUME):
        return
    if delayed:
        raise Refused("delayed", "已经告知申请人延迟答复的日期，答复期限不再计算，未执行。请在告知的日期前答复。")
    raise Refused("clock-not-running", "这项期限没有在计算，未执行。请刷新后查看。")


def _pause_taken_back(clock: Clock, what: str, ref: str) -> bool:
    """Whether the pause this would end was voided as entered by mistake, so that there is nothing to end."""
    standing = [one.kind for one in clocks.ledger(clock) if (one.what, one.ref) == (what, ref)]
    if standing and standing[-1] is EntryKind.PAUSE:
        return False
    return clock.entries.filter(kind=EntryKind.PAUSE.value, what=what, ref=ref, voids__isnull=False).exists()
