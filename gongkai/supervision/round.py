"""The watcher's rounds: every day from the last finished one on, in order, each made once. Readings: D-307."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from gongkai.kit.watch import Watch as Lock
from gongkai.supervision.decide_notices import Facts, Said, notices_of
from gongkai.supervision.making import Maker
from gongkai.supervision.models import Round, Watch
from gongkai.supervision.rule_book import RuleBook
from gongkai.supervision.watching import sync
from gongkai.supervision.workdays import workdays

ONE = timedelta(days=1)
LOCK = "supervision"
FACTS = ("pk", "node", "begun_on", "due_on", "met_on", "since_on", "agency_id")


@dataclass(slots=True)
class Done:
    """What the rounds did. `busy`: another watcher is at it, and nothing was done here."""

    days: int = 0
    opened: int = 0
    moved: int = 0
    met: int = 0
    dropped: int = 0
    made: int = 0
    unreachable: int = 0
    faults: int = 0
    busy: bool = False


def run_rounds(until: date, now: datetime) -> Done:
    """Bring the rows up to date and make the notices of every day not finished yet, up to and including `until`.

    The last finished day is gone through again, for what was entered since; where `until` lies before it, that day is.
    """
    return deque(rounds(until, now), maxlen=1).pop()


def rounds(until: date, now: datetime) -> Generator[Done]:
    """The same day by day: what was done so far, after each day; once where there is nothing to do."""
    lock = Lock(LOCK)
    if not lock.take():
        yield Done(busy=True)
        return
    try:
        yield from _run(until, now)
    finally:
        lock.leave()


def first_day(until: date) -> date:
    """The first day whose notices may be lacking: the one after the day that was gone through last, in the order of the
    rounds and not of the days. So a clock that ran ahead silences nothing once it is right again, and what was learnt
    while it was behind is said for the days it then skips."""
    last = last_day()
    return last + ONE if last is not None and last < until else until


def last_day() -> date | None:
    """The day that was gone through last; None before the first round."""
    return Round.objects.order_by("-turn", "-day").values_list("day", flat=True).first()


def wanted_days(first: date, until: date, book: RuleBook) -> dict[date, list[tuple[int, Said]]]:
    """What is to be said on which day, by the rows as they stand."""
    rows = Watch.objects.filter(Q(met_on=None) | Q(met_on__gte=first), begun_on__lte=until)
    found: dict[date, list[tuple[int, Said]]] = {}
    kept: dict[object, tuple[Said, ...]] = {}
    by_unit = {}
    for *values, unit in rows.order_by("due_on", "pk").values_list(*FACTS).iterator():
        if unit not in by_unit:
            by_unit[unit] = book.segments(unit, first, until)
        facts = Facts(*values)
        for day, said in notices_of(facts, by_unit[unit], workdays(), kept):
            found.setdefault(day, []).append((facts.key, said))
    return found


def _run(until: date, now: datetime) -> Iterator[Done]:
    first = first_day(until)
    synced = sync(first, until, now)
    book = RuleBook(until)
    wanted = wanted_days(first, until, book)
    maker = Maker(now, book)
    done = Done(0, synced.opened, synced.moved, synced.met, synced.dropped, faults=synced.faults)
    for number in range((until - first).days + 1):
        day = first + number * ONE
        made = maker.make(day, wanted.get(day, ()))
        done.days, done.made = done.days + 1, done.made + made.notices
        done.unreachable += made.unreachable
        yield done
