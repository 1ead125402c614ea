"""When a limit ends: a ledger of dated entries, a rule and the calendars go in; a day and its proof come out.

Every limit of the law goes through `due`; which one is a row of `data/deadlines`, never a branch here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry, EntryKind, LedgerError
from gongkai.law.counting import Count, Period, Step, count
from gongkai.law.dated import parameter
from gongkai.law.deadline_rules import PROMPTLY, deadline
from gongkai.law.instruments import cited
from gongkai.law.ledger import Ledger
from gongkai.law.ledger_reading import read
from gongkai.law.loading import DATA

__all__ = ["Due", "Entry", "EntryKind", "LedgerError", "due", "start"]


@dataclass(frozen=True, slots=True)
class Due:
    """The answer. `last_day` is None while nothing can be said (`state` says why).

    `state`: running, extended, paused_…, awaiting_…, reset_by_…, unset (the agency has not fixed a length), promptly
    (及时, no number), closed. `trail` has every day counted or left out, with its reason; `sentence` sums it up.
    `provisional` means that a year without its holiday notice was answered by weekends only.
    """

    rule: str
    number: str
    title: str
    state: str
    last_day: date | None
    started: date
    closed: date | None
    trail: tuple[Step, ...]
    provisional: bool
    cite: str
    reading: str
    lapse: str
    sentence: str

    @property
    def counted(self) -> int:
        """How many days (or months, or years) have been counted."""
        return sum(step.ordinal is not None for step in self.trail)

    @property
    def in_time(self) -> bool | None:
        """Whether it was done by the last day; None while it is not done."""
        return None if self.closed is None else self.last_day is None or self.closed <= self.last_day

    def overdue(self, on: date) -> bool:
        """Whether the last day had passed, by that day, without it being done."""
        return self.last_day is not None and self.last_day < (self.closed or on)

    def left(self, on: date, calendars: Calendars) -> int | None:
        """Working days left after that day, negative when late; None while there is no last day.

        Raises CalendarNotPublished when a year in between is not entered.
        """
        return None if self.last_day is None else calendars.working_days_between(on, self.last_day)


def start(on: date, paper: str = "") -> Entry:
    """The first entry of every ledger: the day the event happened, which is not counted."""
    return Entry(EntryKind.START, on, paper=paper)


def due(
    rule: str, entries: Sequence[Entry], calendars: Calendars, *, provisional: bool = False, root: Path = DATA
) -> Due:
    """The last day of a limit, by its id and ledger.

    Raises LedgerError for an entry the rule does not allow, UnknownLaw for a rule or a day nobody registered, and
    CalendarNotPublished where a year is missing, unless `provisional`.
    """
    limit = deadline(rule, root)
    ledger = read(limit, entries, calendars, provisional=provisional, root=root)
    counted = _count(ledger)
    last = counted.due
    trail = sorted([*ledger.events, *counted.steps], key=lambda step: step.day)
    row = ledger.row
    return Due(
        rule=limit.id,
        number=limit.number,
        title=limit.title,
        state=_state(ledger),
        last_day=last,
        started=ledger.started,
        closed=ledger.closed,
        trail=tuple(trail),
        provisional=counted.provisional,
        cite=row.cite,
        reading=row.reading,
        lapse=row.lapse,
        sentence=_sentence(ledger, counted),
    )


def _count(ledger: Ledger) -> Count:
    period = ledger.period()
    if ledger.awaiting or (period is None and ledger.until is None):
        return Count((), None, False)
    if ledger.until is not None:
        return Count((Step(ledger.until, None, "所定截止日", ledger.row.cite, event=True),), ledger.until, False)
    assert period is not None
    return _cut_off(ledger, period, count(period, ledger.calendars, provisional=ledger.provisional))


def _cut_off(ledger: Ledger, period: Period, counted: Count) -> Count:
    """An outer limit, where the rule has one: it ends the period when it comes first."""
    latest = ledger.row.latest
    if latest is None:
        return counted
    if ledger.outer is None:
        event = ledger.words.title("event", latest.starts_on)
        raise LedgerError("ledger-no-outer-start", f"{ledger.rule.title}：请登记“{event}”之日，最长期限自该日起算。")
    length = parameter(latest.length, ledger.root).at(ledger.started).value or 0
    how = ledger.words.counted(latest.unit, ledger.started)
    outer = Period(ledger.outer, length, latest.unit, (), False, latest.cite)
    nominal = count(outer, ledger.calendars).due
    assert nominal is not None
    if counted.due is None or nominal >= counted.due:
        return counted
    rolled = Period(ledger.outer, length, latest.unit, (), how.last_day_rolls, latest.cite)
    cut = count(rolled, ledger.calendars, provisional=ledger.provisional)
    assert cut.due is not None
    if cut.due >= counted.due:
        return counted
    ended = Step(cut.due, None, "最长期限届满", latest.cite, event=True)
    steps = tuple(step for step in counted.steps if step.day <= cut.due)
    return Count((*steps, ended), cut.due, cut.provisional)


def _state(ledger: Ledger) -> str:
    if ledger.closed is not None:
        return "closed"
    if ledger.awaiting:
        return f"awaiting_{ledger.awaiting}"
    if ledger.open:
        return f"paused_{next(iter(ledger.open))[0]}"
    if ledger.length is None and ledger.until is None:
        return "promptly" if ledger.row.length == PROMPTLY else "unset"
    if ledger.extensions:
        return "extended"
    return f"reset_by_{ledger.reset_by}" if ledger.reset_by else "running"


def _sentence(ledger: Ledger, counted: Count) -> str:
    row, words = ledger.row, ledger.words
    basis = cited(row.cite, ledger.root).words
    parts = [f"{ledger.rule.title}：自 {ledger.begins.isoformat()} {_began(ledger)}起算，当日不计"]
    if ledger.length is None and ledger.until is None and row.length == PROMPTLY:
        parts.append(f"{basis}只要求及时办理，没有规定天数")
    elif ledger.length is None and ledger.until is None:
        parts.append(f"{basis}由行政机关确定合理期限，尚未登记所定期限")
    elif ledger.awaiting:
        parts.append(f"正在等待{ledger.called(ledger.awaiting)}，完成后重新计算")
    elif counted.due is None:
        waiting = "、".join(dict.fromkeys(ledger.called(what) for what, _ in ledger.open))
        parts.append(f"已计 {sum(step.ordinal is not None for step in counted.steps)}，{waiting}尚未结束，暂无截止日")
    else:
        period = ledger.period()
        if period is not None and ledger.until is None and words.units[row.unit]:
            extended = f"，含延长 {ledger.extra}" if ledger.extra else ""
            parts.append(f"依据{basis}计 {period.length} {words.units[row.unit]}{extended}")
        else:
            parts.append(f"依据{basis}")
        if left_out := _left_out(counted):
            parts.append(f"其间不计入{left_out}")
        parts.append(f"应于 {counted.due.isoformat()}（含当日）前完成")
        if counted.provisional:
            parts.append("其中有年份的节假日安排尚未公布，此日期为暂定")
    parts.append(words.title("lapse", row.lapse))
    return "；".join(parts) + "。"


def _began(ledger: Ledger) -> str:
    if ledger.reset_by:
        return f"完成{ledger.called(ledger.reset_by)}"
    return ledger.words.title("event", ledger.row.starts_on)


def _left_out(counted: Count) -> str:
    why = Counter(
        step.reason if step.reason.endswith("期间不计") else "休息日和节假日"
        for step in counted.steps
        if step.ordinal is None and not step.event
    )
    return "、".join(f"{reason.removesuffix('期间不计')} {days} 天" for reason, days in why.items())
