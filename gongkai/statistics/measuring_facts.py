"""What counters hand to the definitions: facts of events, each with its marks and the thing it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from gongkai.kit.clock import BEIJING
from gongkai.statistics.measured import Thing


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened. `marks` are what definitions tell facts apart by (applicant, leaf, block…)."""

    event: str
    marks: Mapping[str, str]
    thing: Thing


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked: units by id with their code and level, the first and the last day, and the edition of outcomes
    to which results are carried over (empty: each as it was recorded)."""

    agencies: Mapping[int, tuple[str, str]]
    first: date
    last: date
    edition: str = ""

    def code(self, agency_id: int) -> str:
        """The code of a unit by its id."""
        return self.agencies[agency_id][0]

    def level(self, agency_id: int) -> str:
        """The level of a unit by its id."""
        return self.agencies[agency_id][1]


Facts = Iterable[Fact]


def yes_no(said: bool | None) -> str:
    """A mark that is yes, no, or empty where it is not known."""
    return "" if said is None else "yes" if said else "no"


def begins(day: date) -> datetime:
    """The first moment of a Beijing day."""
    return datetime.combine(day, time(), BEIJING)
