"""What follows a year: the units file from their facts, the office accepts and adds up, each on its day in January."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from gongkai.kit.clock import BEIJING
from gongkai.replay.days import Days
from gongkai.replay.playing import REGISTERS, Agenda
from gongkai.replay.staffing import Staff
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.open_filing import open_filing
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.models import Filing

YEAR = "year"
FILED = (1, 8)
MORNING = time(9, 30)
CLERK, OFFICE = "statistics_clerk", "disclosure_office"
MISSING = "演练只有部分单位办理申请，其余单位没有事项，先行汇总。"


class YearEnd:
    """The filings of one year. `top` is the government whose office accepts; empty for a unit with nothing above."""

    def __init__(self, agency: str, units: Sequence[str], top: str, staff: Staff, days: Days) -> None:
        self.agency, self.units, self.top, self.staff, self.days = agency, tuple(units), top, staff, days
        self.year = days.year
        self.filing: Filing | None = None
        # What became of the filing, for the story.
        self.told = ""
        self._made: list[Filing] = []

    @property
    def rolls_up(self) -> bool:
        """Whether the year reported is that of a government with units below."""
        return self.agency == self.top

    def put(self, agenda: Agenda) -> date:
        """Have it done; gives the last day."""
        filed = self.days.on_or_after(date(self.year + 1, *FILED))
        accepted = self.days.later(filed, 1)
        added = self.days.later(accepted, 1)
        agenda.put(filed, REGISTERS, self._file)
        agenda.put(accepted, REGISTERS, self._accept)
        if self.rolls_up:
            agenda.put(added, REGISTERS, self._add)
        return added

    def _file(self, day: date) -> None:
        at = datetime.combine(day, MORNING, BEIJING)
        for code in (*self.units, *([self.top] if self.rolls_up else [])):
            who = self.staff.by(code, CLERK, day)
            made = open_filing(code, YEAR, self.year, actor=who, now=at)
            self._made.append(submit_filing(made.pk, actor=who, now=at + timedelta(minutes=20)))
            at += timedelta(minutes=30)

    def _accept(self, day: date) -> None:
        at = datetime.combine(day, MORNING, BEIJING)
        for one in self._made:
            found = accept_filing(one.pk, actor=self.staff.by(self.top, OFFICE, day), now=at)
            at += timedelta(minutes=5)
            if not self.rolls_up and one.agency.code == self.agency:
                self.filing, self.told = found, f"{one.receiver.name}已审核通过。"

    def _add(self, day: date) -> None:
        at = datetime.combine(day, MORNING, BEIJING)
        who = self.staff.by(self.top, CLERK, day)
        made = roll_up(self.top, YEAR, self.year, reason=MISSING, actor=who, now=at)
        self.filing = submit_filing(made.pk, actor=who, now=at + timedelta(minutes=10))
        receiver = self.filing.receiver
        own = receiver.code == self.top
        office = self.staff.by(self.top, OFFICE, day) if own else self.staff.present(receiver.code, OFFICE, day)
        if office is None:
            self.told = f"已报{receiver.name}，该单位没有登记接收人员，没有审核。"
            return
        self.filing = accept_filing(made.pk, actor=office, now=at + timedelta(minutes=30))
        self.told = f"{receiver.name}已审核通过（{office.name}）。"
