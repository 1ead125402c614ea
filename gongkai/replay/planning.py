"""The plan of a year: every request gets a lawful course and a day, every case a request it can be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.replay.assuming import Draw
from gongkai.replay.casting import RECONSIDERATION, Cast, cast
from gongkai.replay.choosing import Wanted, chosen, matched
from gongkai.replay.courses import Course, archived
from gongkai.replay.days import Days
from gongkai.replay.facts import Asked, CannotReplay, YearFacts
from gongkai.replay.plan import Plan, PlannedCase, PlannedRequest

ARCHIVE_EVERY, ARCHIVE_AFTER = 5, 5
HANDS = 2
# Words on whose day the request may end are followed by its case; this one opens it again.
ORDERED, FULFILLED = "ordered", "fulfilled"
LATE_IN_YEAR = 9


@dataclass(frozen=True, slots=True)
class Slot:
    """A day on which a request can come, with everything that follows from it."""

    came: date
    received: date
    channel: str
    event: str
    words: tuple[tuple[date, str], ...]
    closes: date
    cases: tuple[tuple[int, dict[str, date]], ...]


class Planner:
    """One year of one agency. `units` are codes with their share of the requests."""

    def __init__(self, facts: YearFacts, units: Sequence[tuple[str, int]], draw: Draw, place: int = 0) -> None:
        self.facts, self.units, self.draw, self.place = facts, units, draw, place
        self.year = facts.year
        self.days = Days(facts.year, draw)
        self.first, self.end = date(self.year, 1, 1), date(self.year, 12, 31)

    def plan(self) -> Plan:
        """Raises CannotReplay where a request or case of the report fits no lawful course."""
        cases = cast(self.facts.contested, self.year, self.draw)
        wanted = [chosen(one, self.year, self.draw, self.end) for one in self.facts.asked]
        roots = [place for place, one in enumerate(cases) if one.after is None]
        about = matched(roots, cases, wanted, self.year, self.draw)
        taken = {request: root for root, request in about.items()}
        requests, planned = [], []
        for place, one in enumerate(self.facts.asked):
            request, own = self._one(place, one, wanted[place], cases, taken.get(place))
            requests.append(request)
            planned += own
        return Plan(tuple(requests), tuple(sorted(planned, key=lambda case: case.key)))

    def _one(
        self, place: int, one: Asked, wanted: Wanted, cases: Sequence[Cast], root: int | None
    ) -> tuple[PlannedRequest, list[PlannedCase]]:
        group = [] if root is None else [root, *(at for at, case in enumerate(cases) if case.after == root)]
        slot = self._slot(one, wanted, [cases[at] for at in group], group)
        if slot is None:
            raise CannotReplay(
                f"第 {place + 1} 件申请（{one.kind} {one.leaf or '结转'}）在 {self.year} 年排不出合法的经过，不能还原。"
            )
        words = list(slot.words)
        if root is None and one.leaf and place % ARCHIVE_EVERY == 0:
            words += archived(self.days.later(slot.closes, ARCHIVE_AFTER))
        unit = self.draw.one([code for code, _ in self.units], [share for _, share in self.units])
        key = self.place + place
        request = PlannedRequest(
            key, unit, place % HANDS, one.kind, slot.channel, slot.event, self.draw.subject(place, self.year),
            slot.came, slot.closes, one.leaf, _by_day(words),
        )  # fmt: skip
        return request, [self._case(key, at, cases[at], days) for at, days in slot.cases]

    def _case(self, request: int, at: int, one: Cast, days: dict[str, date]) -> PlannedCase:
        row = one.ending
        after = None if one.after is None else self.place + one.after
        return PlannedCase(
            self.place + at, request, row.kind, one.block, row.column, row.decision, row.again, row.orders, row.length,
            row.unit, days, after,
        )  # fmt: skip

    def _slot(self, one: Asked, wanted: Wanted, cases: Sequence[Cast], places: Sequence[int]) -> Slot | None:
        """The first of the year's days, in a drawn order, on which everything fits."""
        candidates = self._candidates(one)
        self.draw.random.shuffle(candidates)
        for came in candidates:
            course = wanted.first(came)
            if course is None:
                continue
            found = self._fits(one, wanted, course, came, cases, places)
            if found is not None:
                return found
        return None

    def _candidates(self, one: Asked) -> list[date]:
        if one.carried_in:
            return self.days.working(date(self.year - 1, 12, 1), date(self.year - 1, 12, 30))
        first = date(self.year, 12, 1) if not one.leaf else self.first
        return self.days.working(first, self.end)

    def _fits(
        self, one: Asked, wanted: Wanted, course: Course, came: date, cases: Sequence[Cast], places: Sequence[int]
    ) -> Slot | None:
        channel, event = self.draw.channel(one.channel)
        received, confirm = self.days.received(channel, event, came)
        begun = date(self.year if not one.carried_in else self.year - 1, 12, 31)
        if received > begun or (not one.carried_in and received < self.first):
            return None
        words = [(came, "register"), *([(received, "confirm")] if confirm else []), (received, "assign")]
        words += list(self.days.course(course, received))
        closes = words[-1][0]
        crosses = closes > begun
        if crosses != (one.carried_in or not one.leaf) or (one.leaf and closes > self.end):
            return None
        follow = self._follow(closes, cases, places)
        if follow is None:
            return None
        if wanted.again is not None:
            ordered = self.days.later(follow[0][1]["arrived"], 1)
            words += [(ordered, ORDERED), *self.days.course(wanted.again, ordered)]
            closes = words[-1][0]
            if closes > self.end:
                return None
            words.append((closes, FULFILLED))
        served = self.draw.reply(came)
        said = tuple((day, served if word == "reply" else word) for day, word in words)
        return Slot(came, received, channel, event, said, closes, tuple(follow))

    def _follow(
        self, told: date, cases: Sequence[Cast], places: Sequence[int]
    ) -> list[tuple[int, dict[str, date]]] | None:
        """The days of the cases about a request that was answered that day; None where they do not fit the year."""
        found: list[tuple[int, dict[str, date]]] = []
        for at, one in zip(places, cases, strict=True):
            pending = not one.ending.decision
            root = one.after is None
            filed = self.days.filed(one.kind, told) if root else self.days.sued_after(found[0][1]["arrived"])
            if filed > self.end or (pending and filed.month < LATE_IN_YEAR and one.kind != RECONSIDERATION):
                return None
            days = dict(self.days.case(one.kind, filed, decided=not pending))
            if not pending and days["decided"] > self.end:
                return None
            if pending and one.kind == RECONSIDERATION and filed.month < LATE_IN_YEAR + 2:
                return None
            found.append((at, days))
        return found


def _by_day(words: Sequence[tuple[date, str]]) -> tuple[tuple[date, tuple[str, ...]], ...]:
    days = sorted({day for day, _ in words})
    return tuple((day, tuple(word for on, word in words if on == day)) for day in days)
