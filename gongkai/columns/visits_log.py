"""Visits from the access log of a web server, for sites that count there: the log is read once, line by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from gongkai.columns.visited import Visited, count, is_machine, path_of, visited
from gongkai.kit.clock import BEIJING

# The "combined" form of nginx and Apache: address, moment, request, status, size, referrer, agent.
LINE = re.compile(
    r'\S+ \S+ .*?\[(?P<at>[^\]]{20,40})\] "(?P<method>[A-Z]{3,10}) (?P<path>\S{1,2000}) [^"]*" (?P<status>\d{3}) \S+'
    r' "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)"'
)
MOMENT = "%d/%b/%Y:%H:%M:%S %z"
REMEMBERED = 20_000


@dataclass(slots=True)
class Read:
    """What was found in a log: the visits by day, how many lines were no visits, and how many were no such lines."""

    visits: Counter[tuple[date, Visited]] = field(default_factory=Counter)
    others: int = 0
    unread: int = 0

    @property
    def total(self) -> int:
        """All visits together."""
        return sum(self.visits.values())


def read_log(lines: Iterable[str]) -> Read:
    """The visits in these lines. A visit is a page that was given out (200 or 304) to no machine."""
    found, known = Read(), lru_cache(maxsize=REMEMBERED)(visited)
    for line in lines:
        match = LINE.match(line)
        day = _day(match["at"]) if match else None
        if match is None or day is None:
            found.unread += 1 if line.strip() else 0
            continue
        seen = None
        if match["method"] == "GET" and match["status"] in ("200", "304") and not is_machine(match["agent"]):
            seen = _visited(match["path"], known)
        if seen is None:
            found.others += 1
        else:
            found.visits[day, seen] += 1
    return found


def add(found: Read) -> None:
    """Add what was read, all or nothing."""
    with transaction.atomic():
        count((day, seen, times) for (day, seen), times in found.visits.items())


def _visited(asked: str, known: object) -> Visited | None:
    try:
        found = known(path_of(asked)) if callable(known) else None
    except UnicodeDecodeError:
        return None
    return found if isinstance(found, Visited) else None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, MOMENT).astimezone(BEIJING).date()
    except ValueError:
        return None
