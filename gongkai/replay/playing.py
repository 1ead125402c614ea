"""The simulated clock: every day of a plan in its order, each event by the platform's own actions at that moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from gongkai.kit.clock import BEIJING
from gongkai.replay.contesting import ORDER, Contest
from gongkai.replay.plan import Plan, PlannedCase, PlannedRequest
from gongkai.replay.staffing import Staff
from gongkai.replay.walking import Played
from gongkai.units.models import Agency

EVENING = time(20, 0)
# Within a day: what comes in, then the requests, then the cases; what a day adds to the registers comes last.
COMES, GOES, CONTESTS, REGISTERS = range(4)
Event = Callable[[date], None]


@dataclass(slots=True)
class Day:
    """What happened on one day: how many events, and what the watcher did."""

    on: date
    events: int
    watched: int = 0


@dataclass(slots=True)
class Agenda:
    """Events by day; within a day by their rank, then in the order in which they were put down."""

    _days: dict[date, list[tuple[int, int, Event]]] = field(default_factory=lambda: defaultdict(list))
    _count: int = 0

    def put(self, day: date, rank: int, event: Event) -> None:
        """Have something happen that day."""
        self._count += 1
        self._days[day].append((rank, self._count, event))

    def due(self, day: date) -> Iterator[Event]:
        """What happens that day, in order; what is put down for it meanwhile is not missed."""
        while rows := self._days.get(day):
            rows.sort(key=lambda row: row[:2])
            yield rows.pop(0)[2]

    @property
    def last(self) -> date:
        """The last day with an event."""
        return max(day for day, rows in self._days.items() if rows)


class Player:
    """A plan being played in this database."""

    def __init__(self, plan: Plan, staff: Staff, bodies: tuple[str, str]) -> None:
        self.plan, self.staff, self.bodies = plan, staff, bodies
        self.agenda = Agenda()
        self.played: dict[int, Played] = {}
        self.contests: dict[int, Contest] = {}
        self._agencies: dict[str, Agency] = {}
        for one in plan.requests:
            self._put_request(one)
        for case in plan.cases:
            self._put_case(case)

    def play(self, first: date, last: date, watch: Callable[[date, datetime], int] | None = None) -> Iterator[Day]:
        """Day by day from the first to the last; `watch` runs in the evening of each. Raises Refused."""
        day = first
        while day <= last:
            done = Day(day, 0)
            for event in self.agenda.due(day):
                event(day)
                done.events += 1
            if watch is not None:
                done.watched = watch(day, datetime.combine(day, EVENING, BEIJING))
            yield done
            day += timedelta(days=1)

    def _put_request(self, one: PlannedRequest) -> None:
        def come(day: date) -> None:
            self.played[one.key] = Played(one, self._agency(one.unit), self.staff)

        self.agenda.put(one.came_on, COMES, come)
        for on, words in one.days:
            self.agenda.put(on, GOES, partial(self._go, one.key, words))

    def _go(self, key: int, words: tuple[str, ...], day: date) -> None:
        self.played[key].on(day, words)

    def _put_case(self, case: PlannedCase) -> None:
        unit = next(one.unit for one in self.plan.requests if one.key == case.request)
        self.contests[case.key] = Contest(case, unit, self.bodies, self.staff)
        for step in ORDER:
            if step in case.days:
                self.agenda.put(case.days[step], CONTESTS, partial(self._step, case, step))

    def _step(self, case: PlannedCase, step: str, day: date) -> None:
        before = self.contests[case.after].row if case.after is not None else None
        after = before.pk if before is not None else None
        self.contests[case.key].take(step, day, self.played[case.request].request.pk, after)

    def _agency(self, code: str) -> Agency:
        if code not in self._agencies:
            self._agencies[code] = Agency.objects.get(code=code)
        return self._agencies[code]
