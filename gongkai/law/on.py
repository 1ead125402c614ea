"""Everything about time that was law on one day: numbers and limits, each with its citation in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.law.dated import parameters
from gongkai.law.deadline_rules import AGENCY_SETS, PROMPTLY, Deadline, deadlines
from gongkai.law.deadline_words import words
from gongkai.law.errors import UnknownLaw
from gongkai.law.instruments import cited
from gongkai.law.loading import DATA


@dataclass(frozen=True, slots=True)
class ParameterOn:
    """A number in force: its id, title, value and unit, since when and by which article."""

    id: str
    title: str
    value: int
    unit: str
    since: date
    cite: str
    basis: str
    reading: str


@dataclass(frozen=True, slots=True)
class DeadlineOn:
    """A limit in force. `length` is None where the law gives no number; `said` then tells what it says instead."""

    id: str
    number: str
    title: str
    starts_on: str
    who: str
    length: int | None
    unit: str
    said: str
    since: date
    cite: str
    basis: str
    reading: str
    lapse: str


@dataclass(frozen=True, slots=True)
class LawOn:
    """What applied that day; `unknown` lists the ids for which nothing is registered then."""

    on: date
    parameters: tuple[ParameterOn, ...]
    deadlines: tuple[DeadlineOn, ...]
    unknown: tuple[str, ...]


def law_on(day: date, root: Path = DATA) -> LawOn:
    """All numbers and limits in force that day, limits in the order of their table."""
    unknown: list[str] = []
    numbers: list[ParameterOn] = []
    for one in parameters(root).values():
        try:
            row = one.at(day)
        except UnknownLaw:
            unknown.append(one.id)
            continue
        assert row.value is not None
        basis = cited(row.cite, root).words
        numbers.append(ParameterOn(one.id, one.title, row.value, one.unit, row.since, row.cite, basis, row.reading))
    limits: list[DeadlineOn] = []
    for limit in sorted(deadlines(root).values(), key=lambda one: one.number):
        try:
            limits.append(_limit(limit, day, root))
        except UnknownLaw:
            unknown.append(limit.id)
    return LawOn(day, tuple(numbers), tuple(limits), tuple(unknown))


def _limit(limit: Deadline, day: date, root: Path) -> DeadlineOn:
    row = limit.at(day)
    known = words(root)
    length = None
    if row.length == PROMPTLY:
        said = "及时（没有规定天数）"
    elif row.length == AGENCY_SETS:
        said = "由行政机关确定合理期限"
    else:
        length = parameters(root)[row.length].at(day).value or 0
        month, date_of_month = divmod(length, 100)
        said = f"{month} 月 {date_of_month} 日前" if row.unit == "month_day" else f"{length} {known.units[row.unit]}"
    return DeadlineOn(
        id=limit.id,
        number=limit.number,
        title=limit.title,
        starts_on=known.title("event", row.starts_on),
        who=known.title("bearer", row.who),
        length=length,
        unit=row.unit,
        said=said,
        since=row.since,
        cite=row.cite,
        basis=cited(row.cite, root).words,
        reading=row.reading,
        lapse=known.title("lapse", row.lapse),
    )
