"""What table two asks for, worked back by each cell's definition: registered figures and documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.formats import formats
from gongkai.law.measures import TALLY, Measure, measure_of
from gongkai.replay.facts import YearFacts

RECORDS, DURING = "records", "during"
ISSUED, ABOLISHED, IN_FORCE, PUBLISHED, PUBLIC = "issued", "abolished", "in_force", "published", "public_total"


@dataclass(frozen=True, slots=True)
class Tallied:
    """So many of a kind of registered figure, in the year or, `before` it, as the stock it began with."""

    kind: str
    before: bool
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of one row of table two: there `before` the year, `made` in it, `public` of those, `ended` in it."""

    row: str
    before: int
    made: int
    public: int
    ended: int


def tallied(facts: YearFacts, skip: Collection[str] = ()) -> Iterator[Tallied]:
    """Every registered figure that is not 0. `skip` are cells whose figure is none of what they ask for."""
    for cell, value in facts.counted.items():
        one = measure_of(facts.form, cell)
        if one.taking.source == TALLY and value and cell not in skip:
            yield Tallied(one.taking.event, DURING not in one.taking.where.get("when", ()), value)


def documents(facts: YearFacts) -> Iterator[Documents]:
    """Every row with documents. Where the report does not count those in force, what was public before was there."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for cell, value in facts.counted.items():
        one = measure_of(facts.form, cell)
        if one.taking.source == RECORDS:
            counts[_row(facts.form, one, cell)][one.taking.event] = int(value)
    for row, found in counts.items():
        made, ended = found.get(ISSUED, 0), found.get(ABOLISHED, 0)
        if IN_FORCE in found:
            before, public = found[IN_FORCE] + ended - made, made
        else:
            public = min(found.get(PUBLISHED, 0), made)
            before = found.get(PUBLIC, 0) - public
        if made or ended or before > 0:
            yield Documents(row, max(before, 0), made, public, min(ended, max(before, 0)))


def _row(form: str, one: Measure, cell: str) -> str:
    return formats()[form].cells[cell].row.code if one.by_row else ""
