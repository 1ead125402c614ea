"""One published year from beginning to end: derived, planned, played, filed, and held against the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gongkai.annual.report import Report
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.replay.assuming import Draw
from gongkai.replay.before import year_before
from gongkai.replay.cast_units import Ensemble
from gongkai.replay.days import Days
from gongkai.replay.derive import derive
from gongkai.replay.facts import YearFacts
from gongkai.replay.holding import Compared, compare, misread
from gongkai.replay.issuing import Issuer
from gongkai.replay.keeping import hold_report
from gongkai.replay.plan import Plan
from gongkai.replay.planning import Planner
from gongkai.replay.playing import REGISTERS, Day, Player
from gongkai.replay.registering import Registrar
from gongkai.replay.registers import documents, tallied
from gongkai.replay.staffing import Staff, engage
from gongkai.replay.story import story_of
from gongkai.replay.writing import write_report
from gongkai.replay.year_end import OFFICE, YearEnd
from gongkai.requests.models import Request
from gongkai.statistics.filing_values import values_of
from gongkai.statistics.models import AnnualReport, HeldReport
from gongkai.units.models import Agency

HIRED, HELD = time(9, 0), time(18, 0)
Watch = Callable[[date, datetime], int]


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    held: HeldReport
    cells: tuple[Compared, ...]
    story: dict[str, Any]


class Replay:
    """A year of the agency that `report` is about, played by `playing`."""

    def __init__(self, report: Report, playing: Ensemble) -> None:
        self.report, self.playing, self.agency = report, playing, playing.agency
        self.facts = derive(report)
        self.units = playing.units
        self.draw = Draw(self.facts.year)
        before = year_before(self.facts, self.draw)
        self.years: tuple[YearFacts, ...] = tuple(one for one in (before, self.facts) if one is not None)
        self.plans = self._plans()
        self.first = min(date(self.years[0].year, 1, 1), *(plan.first for plan in self.plans if plan.requests))
        self.last = self.first
        self._events = 0
        self._watched: int | None = None
        self._player: Player | None = None
        self._end: YearEnd | None = None
        self._staff = Staff()
        self._report = ""

    @property
    def days(self) -> int:
        """How many days it takes, known once it has begun."""
        return (self.last - self.first).days + 1

    def begin(self) -> None:
        """Hire the people and put everything on the agenda. Raises Refused "already-played" where facts are there."""
        refuse_played([unit.code for unit in self.units], self.first)
        now = datetime.combine(self.first - timedelta(days=1), HIRED, BEIJING)
        self._staff = engage(self.playing, now)
        government = self.playing.government
        whole = Plan(
            tuple(one for plan in self.plans for one in plan.requests),
            tuple(one for plan in self.plans for one in plan.cases),
        )
        player = Player(whole, self._staff, (government.name, government.court))
        codes = [unit.code for unit in self.units]
        skip = misread(self.report)
        for facts in self.years:
            Registrar(codes, self._staff, self.draw, facts.year).put(
                list(tallied(facts, skip)), player.agenda, self.first
            )
            Issuer(self.units[0], self._staff, self.draw, facts.year).put(
                list(documents(facts)), player.agenda, self.first
            )
            self._end = end = YearEnd(self.agency, codes, government.code, self._staff, Days(facts.year, self.draw))
            added = end.put(player.agenda)
        player.agenda.put(Days(self.facts.year, self.draw).later(added, 1), REGISTERS, self._write)
        self._player, self.last = player, player.agenda.last

    def play(self, watch: Watch | None = None) -> Iterator[Day]:
        """Day by day. Raises Refused where an action refuses: then the plan was not lawful."""
        assert self._player is not None
        self._watched = None if watch is None else 0
        for day in self._player.play(self.first, self.last, watch):
            self._events += day.events
            if self._watched is not None:
                self._watched += day.watched
            yield day

    def _write(self, day: date) -> None:
        """The report of the year that is held; what stands in its way is part of the story."""
        try:
            row = write_report(self.playing, self.facts.year, self._staff, day)
            self._report = f"{row.get_state_display()} {row.number}，{self._kept_inside()}"
        except Refused as refusal:
            self._report = f"没有印发：{refusal.sentence}"

    def _kept_inside(self) -> str:
        """Why the report that was issued is not made public."""
        rows = AnnualReport.objects.filter(agency__code=self.agency, year=self.facts.year)
        if rows.filter(state=AnnualReport.State.PUBLISHED).exists():
            return f"没有公开：栏目中已有公布的 {self.facts.year} 年度报告，不以演练的代替。"
        return "没有公开：演练的报告只供对照。"

    def hold(self, source: str) -> Outcome:
        """The filing of the year against the report, written down."""
        assert self._end is not None and self._end.filing is not None and self.report.form is not None
        filing = self._end.filing
        cells = tuple(compare(self.report, values_of(filing)))
        story = story_of(
            self.years, self.plans, people=len(self._staff), units=len(self.units), first=self.first, last=self.last,
            events=self._events, report=self._report, filed=self._end.told, watched=self._watched,
            made_up=self.playing.made_up,
        )  # fmt: skip
        held = hold_report(
            Agency.objects.get(code=self.agency), self.facts.year, self.report.form.id, cells, filing=filing,
            source=source, story=story, actor=self._staff.by(self.agency, OFFICE, self.last),
            now=datetime.combine(self.last, HELD, BEIJING),
        )  # fmt: skip
        return Outcome(held, cells, story)

    def _plans(self) -> tuple[Plan, ...]:
        shares = [(unit.code, unit.share) for unit in self.units]
        found: list[Plan] = []
        for facts in self.years:
            found.append(Planner(facts, shares, self.draw, sum(len(plan.requests) for plan in found)).plan())
        return tuple(found)


def refuse_played(units: list[str], first: date) -> None:
    """Raise Refused "already-played" where a unit has requests of that time: its figures would hold both."""
    there = Request.objects.filter(agency__code__in=units, law_day__gte=first, law_day__lt=date(first.year + 1, 1, 1))
    found = there.select_related("agency").first()
    if found is not None:
        raise Refused(
            "already-played",
            f"{found.agency.short}已有 {first.year} 年的申请，没有演练。请在没有当年事项的数据中演练。",
        )
