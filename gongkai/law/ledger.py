"""A clock as its ledger has left it so far, and the period that remains to be counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongkai.law.calendar import Calendars
from gongkai.law.clock_entries import Entry, LedgerError
from gongkai.law.counting import Pause, Period, Step, count
from gongkai.law.deadline_rules import AGENCY_SETS, PROMPTLY, Deadline, DeadlineRow, Interruption, Interrupts
from gongkai.law.deadline_words import Words, words


@dataclass
class Ledger:
    """A ledger read so far. Made by `ledger_reading.read`; `period()` is what remains to be counted."""

    rule: Deadline
    row: DeadlineRow
    calendars: Calendars
    provisional: bool
    root: Path
    started: date
    begins: date
    length: int | None
    until: date | None = None
    extra: int = 0
    extensions: int = 0
    pauses: list[Pause] = field(default_factory=list)
    open: dict[tuple[str, str], int] = field(default_factory=dict)
    awaiting: str = ""
    reset_by: str = ""
    outer: date | None = None
    closed: date | None = None
    events: list[Step] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """The codes' Chinese words."""
        return words(self.root)

    def period(self) -> Period | None:
        """What is counted, or None where no length is known or a correction or payment is awaited."""
        if self.length is None or self.awaiting:
            return None
        counted = self.words.counted(self.row.unit, self.started)
        return Period(
            begins=self.begins,
            length=self.length + self.extra,
            unit=self.row.unit,
            pauses=tuple(self.pauses),
            rolls=counted.last_day_rolls,
            cite=counted.cite,
        )

    def due(self, upto: date | None = None) -> date | None:
        """The last day as the ledger stands; with `upto`, only if it can be reached by then."""
        if self.awaiting:
            return None
        if self.until is not None:
            return self.until
        period = self.period()
        return None if period is None else count(period, self.calendars, upto=upto, provisional=self.provisional).due

    def note(self, entry: Entry, reason: str, cite: str = "") -> None:
        """Put an event into the trail."""
        proof = f"（{entry.paper}）" if entry.paper else ""
        self.events.append(Step(entry.on, None, reason + proof, cite or self.row.cite, event=True))

    def refuse(self, code: str, entry: Entry, because: str) -> LedgerError:
        """The error to raise: rule, day, reason."""
        return LedgerError(f"ledger-{code}", f"{self.rule.title}，{entry.on.isoformat()}：{because}", entry)

    def called(self, what: str) -> str:
        """The Chinese words of an interruption."""
        return self.words.title("interruption", what)

    @property
    def sets_itself(self) -> bool:
        """Whether the agency fixes the length, the law giving no number."""
        return self.row.length in (AGENCY_SETS, PROMPTLY)

    def interruption(self, entry: Entry, kind: Interrupts) -> Interruption:
        """The interruption an entry names. Raises LedgerError when the rule does not know it."""
        found = self.row.interruption(entry.what)
        if found is None or found.kind is not kind:
            allowed = "、".join(self.called(one.what) for one in self.row.interruptions if one.kind is kind) or "无"
            doing = "停算" if kind is Interrupts.PAUSE else "重算"
            because = f"本期限不因“{entry.what}”{doing}；可{doing}的事由：{allowed}。"
            raise self.refuse("unknown-interruption", entry, because)
        return found

    def require_running(self, entry: Entry) -> None:
        """Raise LedgerError when the period had ended before the entry."""
        due = self.due(upto=entry.on)
        if due is not None and due < entry.on:
            because = f"期限已于 {due.isoformat()} 届满，届满后不能再停算、重算、延长或者设定。"
            raise self.refuse("expired", entry, because)
